// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import FileIO
import Foundation
import Normalization
import Settings
import Stylization
import Weights

/// Command `normalize`: normalizes a tensor.
struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Normalize a tensor: y = γ · (x − μ) / √(σ² + ε) + β.",
    discussion: """
      Accepts .npy, .npz, safetensors and PyTorch files. The tensor has the shape N×C×… and at least \
      two axes; all axes after C are pooled. float64 and integers of 32 and 64 bits are computed and \
      written as float64, all other types as float32; a message on stderr reports conversions. \
      Defaults are γ = 1 and β = 0. If a pool contains NaN or ±∞, its output is NaN, and a message on \
      stderr reports it.

      Examples:
        normscope normalize --mode instance --input x.npy --output y.npy
        normscope normalize --mode adaptive --input x.npy --style s.npy --alpha 0.5 --output y.npy
        normscope normalize --mode layer --input model.pth --tensor conv1.weight --output y.npy
        normscope normalize --mode batch --input x.npy --running-mean m.npy \\
          --running-variance v.npy --output y.npy
      """)

  @Option(
    help: ArgumentHelp(
      "Normalization: batch, instance, conditional, adaptive, layer or group.", valueName: "MODE"),
    completion: .list(NormalizationMode.normalizing.map(\.rawValue)),
    transform: NormalizationMode.normalizing)
  var mode: NormalizationMode
  @Option(help: ArgumentHelp("Input tensor, N×C×….", valueName: "X.npy"))
  var input: String
  @OptionGroup var tensor: TensorOptions
  @Option(
    name: [.long, .customShort("o")],
    help: ArgumentHelp("Output tensor (.npy).", valueName: "Y.npy"))
  var output: String
  @OptionGroup(title: "Source of γ and β") var source: AffineOptions
  @Option(help: ArgumentHelp("Running means for batch, [C].", valueName: "M.npy"))
  var runningMean: String?
  @Option(help: ArgumentHelp("Running variances for batch, [C].", valueName: "V.npy"))
  var runningVariance: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Groups of channels of group normalization.", valueName: "G"))
  var groups: Int?
  @Option(parsing: .unconditional, help: ArgumentHelp("ε inside the root.", valueName: "E"))
  var epsilon = 1e-5
  @Option(parsing: .unconditional, help: ArgumentHelp("Number of threads.", valueName: "T"))
  var threads = defaultThreads

  func validate() throws {
    try OptionCheck.epsilon(epsilon)
    try OptionCheck.threads(threads)
    try source.validate(for: mode)
    try checkModeOptions()
  }

  private func checkModeOptions() throws {
    let isBatch = mode == .batch
    guard (runningMean == nil) == (runningVariance == nil) else {
      throw ValidationError("give both --running-mean and --running-variance, or neither")
    }
    guard runningMean == nil || isBatch else {
      throw ValidationError("--running-mean and --running-variance need --mode batch")
    }
    guard (groups != nil) == (mode == .group) else {
      throw ValidationError(
        mode == .group ? "--mode group needs --groups G" : "--groups needs --mode group")
    }
  }

  func run() throws {
    let inputs = [input] + source.files + [runningMean, runningVariance].compactMap { $0 }
    try OutputFolder.check(output, of: "--output", isNoneOf: inputs)
    let array = try TensorFile.read(input, tensor: tensor.name)
    array.conversionText(of: input).map(StandardError.report)
    let normalizer = try normalizer(for: array.shape)
    let (result, nonFinite) = Self.apply(normalizer, to: array, threads: threads)
    try FileContents.write(result.bytes, to: output)
    report(nonFinite)
  }

  private static func apply(
    _ normalizer: any Normalizer, to array: NumPyArray, threads: Int
  ) -> (NumPyArray, NonFiniteCounts) {
    switch array.values {
    case .float32(let x):
      var y = Tensor<Float>(x.shape)
      let nonFinite = normalizer.normalize(x, into: &y, threads: threads)
      return (.float(y, axes: array.axes), nonFinite)
    case .float64(let x):
      var y = Tensor<Double>(x.shape)
      let nonFinite = normalizer.normalize(x, into: &y, threads: threads)
      return (.double(y, axes: array.axes), nonFinite)
    }
  }

  private func report(_ counts: NonFiniteCounts) {
    guard counts.values > 0 else { return }
    guard runningMean == nil else {
      return StandardError.report(
        "\(counts.values) \(counts.values == 1 ? "value is" : "values are") NaN or ±∞ "
          + "and so are their outputs; running moments are used, so other outputs are not affected")
    }
    StandardError.report(
      "\(counts.pools) \(counts.pools == 1 ? "pool has" : "pools have") NaN or ±∞ "
        + "(\(counts.values) \(counts.values == 1 ? "value" : "values")); "
        + "their output is NaN; other pools are not affected")
  }
}
