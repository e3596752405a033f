// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import FileIO
import Foundation
import Normalization
import Settings
import Stylization
import Weights

/// Normalizes a `.npy` tensor.
struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Normalize a NumPy tensor: y = γ · (x − μ) / √(σ² + ε) + β.",
    discussion: """
      Files are .npy, float16, float32 or float64, C or Fortran order, little endian, N×C×…, any \
      rank from 2 up; everything after C is pooled. The output has the input's type, of float16 \
      float32; float64 is computed in double precision. γ is 1 and β is 0 unless given. A pool with NaN or ±∞ becomes NaN and is \
      reported on stderr.

      Examples:
        normscope normalize --mode instance --input x.npy --output y.npy
        normscope normalize --mode adaptive --input x.npy --style s.npy --alpha 0.5 --output y.npy
        normscope normalize --mode batch --input x.npy --running-mean m.npy \\
          --running-variance v.npy --output y.npy
      """)

  @Option(
    help: ArgumentHelp(
      "batch, instance, conditional, adaptive, layer or group.", valueName: "mode"),
    completion: .list(Mode.normalizing.map(\.rawValue)), transform: Mode.normalizing)
  var mode: Mode
  @Option(help: ArgumentHelp("The tensor N×C×….", valueName: "X.npy"))
  var input: String
  @Option(name: [.long, .customShort("o")], help: ArgumentHelp("The result.", valueName: "Y.npy"))
  var output: String
  @OptionGroup(title: "Source of the affine") var source: AffineOptions
  @Option(help: ArgumentHelp("Running means [C] for batch.", valueName: "M.npy"))
  var runningMean: String?
  @Option(help: ArgumentHelp("Running variances [C] for batch.", valueName: "V.npy"))
  var runningVariance: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Groups of channels for group.", valueName: "G"))
  var groups: Int?
  @Option(parsing: .unconditional, help: ArgumentHelp("ε inside the root.", valueName: "E"))
  var epsilon = 1e-5
  @Option(parsing: .unconditional, help: ArgumentHelp("Threads.", valueName: "T"))
  var threads = defaultThreads

  func validate() throws {
    try OptionCheck.epsilon(epsilon)
    try OptionCheck.threads(threads)
    try source.validate(for: mode)
    try checkBelonging()
  }

  private func checkBelonging() throws {
    let isBatch = mode == .batch
    guard (runningMean == nil) == (runningVariance == nil) else {
      throw ValidationError("--running-mean and --running-variance go together")
    }
    guard runningMean == nil || isBatch else {
      throw ValidationError("--running-mean and --running-variance go with --mode batch")
    }
    guard (groups != nil) == (mode == .group) else {
      throw ValidationError(
        mode == .group ? "--mode group needs --groups G" : "--groups goes with --mode group")
    }
  }

  func run() throws {
    let array = try TensorFile.read(input)
    let normalizer = try normalizer(for: array.shape)
    let (result, found) = Self.apply(normalizer, to: array, threads: threads)
    try FileContents.write(result.bytes, to: output)
    report(found)
  }

  private static func apply(
    _ normalizer: any Normalizer, to array: NumPyArray, threads: Int
  ) -> (NumPyArray, NonFiniteCounts) {
    switch array {
    case .float(let x, let axes):
      var y = Tensor<Float>(x.shape)
      let found = normalizer.normalize(x, into: &y, threads: threads)
      return (.float(y, axes: axes), found)
    case .double(let x, let axes):
      var y = Tensor<Double>(x.shape)
      let found = normalizer.normalize(x, into: &y, threads: threads)
      return (.double(y, axes: axes), found)
    }
  }

  private func report(_ found: NonFiniteCounts) {
    guard found.values > 0 else { return }
    guard runningMean == nil else {
      return StandardError.print(
        "normscope: \(found.values) \(found.values == 1 ? "value is" : "values are") NaN or ±∞ "
          + "and stay so; nothing is pooled, so all others are right")
    }
    StandardError.print(
      "normscope: \(found.pools) \(found.pools == 1 ? "pool has" : "pools have") NaN or ±∞ "
        + "(\(found.values) \(found.values == 1 ? "value" : "values")); "
        + "their output is NaN, the others are right")
  }
}
