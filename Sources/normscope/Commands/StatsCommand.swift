// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import Normalization
import Pictures

/// Prints each channel's statistics.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Print mean, deviation, range and histogram of every channel.",
    discussion: """
      Pictures are taken in a space, tensors as they are. The variance is biased (divisor n); \
      figures are over finite values only. Of a folder its pictures and tensors are taken, of a \
      pattern in quotes its matches. A file that fails is said on stderr, the others are printed in \
      their order, and the exit is 2. After several pictures of as many channels their spread is \
      printed: the deviation over the pictures of their means (deviations), divided by the \
      deviation of the pooled values, before and after BN and IN.

      Examples:
        normscope stats photo.jpg
        normscope stats features.npy --pool batch --json
        normscope stats photos 'more/*.png' --format csv
        normscope stats photo.jpg --network compact --site decoder.in
        normscope stats photo.jpg --network compact --style painting.jpg --site decoder.conv2
      """)

  /// What share one mean and deviation.
  enum PoolChoice: String, CaseIterable, ExpressibleByArgument, Encodable { case instance, batch }
  /// How figures are printed.
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, csv, json }

  @Argument(help: ArgumentHelp("Pictures, tensors, folders or patterns.", valueName: "INPUT"))
  var inputs: [String]
  @Option(help: "rgb, linear, lab or ruderman (lαβ), for pictures.")
  var space: ColorSpace = .rgb
  @Option(help: "instance: each picture by itself; batch: over N.")
  var pool: PoolChoice = .instance
  @Option(help: "table, csv or json.")
  var format: Format = .table
  @Flag(help: "Short for --format json.")
  var json = false
  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Within a network") var through: NetworkOptions
  @Option(
    help: ArgumentHelp(
      "What enters this site, or a level; the first site by default.", valueName: "SITE"))
  var site: String?
  @Option(help: ArgumentHelp("A style, with its weight in a mixture.", valueName: "PATH[:WEIGHT]"))
  var style: [StyleArgument] = []
  @Option(
    help: ArgumentHelp("The longest side of pictures in the network.", valueName: "PIXELS"))
  var size: Int?

  func validate() throws {
    try size.map(OptionCheck.size)
    guard through.network != nil || site == nil && size == nil && style.isEmpty else {
      throw ValidationError("--site, --size and --style go with --network")
    }
    guard through.network == nil || space == .rgb else {
      throw ValidationError("--space does not go with --network")
    }
    try through.validate()
  }

  /// What is printed as JSON.
  private struct Output: Encodable {
    let inputs: [StatsReport]
    let spread: SpreadReport?
  }

  /// A file's figures, and what its spread needs.
  private typealias Measured = (report: StatsReport, sample: SpreadSample)

  func run() throws {
    let list = try FileList(inputs, isRecursive: files.recursive)
    let encoder = try through.request(style, 1, size: size).map {
      try NetworkEncoder($0, at: site)
    }
    let jobs = encoder == nil ? files.jobs : 1
    let result = try FileRun(files: list, jobs: jobs).run { try measure($0, within: encoder) }
    try show(result.values)
    try result.check()
  }

  private func show(_ measured: [Measured]) throws {
    let reports = measured.map(\.report)
    switch json ? .json : format {
    case .json:
      try StandardOutput.print(
        JSONText.encode(Output(inputs: reports, spread: try spread(measured))))
    case .csv: try StandardOutput.print(StatsReport.csv(reports))
    case .table:
      let lines = reports.flatMap(\.table) + (try spread(measured)?.lines ?? [])
      if !lines.isEmpty { try StandardOutput.print(lines.joined(separator: "\n")) }
    }
  }

  private func spread(_ measured: [Measured]) throws -> SpreadReport? {
    try SpreadReport(measured.map(\.sample))
  }

  private func measure(
    _ path: String, within encoder: NetworkEncoder?
  ) throws -> FileRun.Done<Measured> {
    if let encoder, !path.isArrayName {
      let (tensor, warnings) = try encoder.features(of: path)
      return (measured(path, tensor) { try encoder.features(of: path).tensor }, warnings)
    }
    if path.isArrayName {
      switch try ArrayFile.read(path) {
      case .float(let x, _): return (measured(path, x) { try ArrayFile.read(path).floats }, [])
      case .double(let x, _): return (measured(path, x) { try ArrayFile.read(path).doubles }, [])
      }
    }
    let limit = min(PictureFile.pixelLimit, MemoryBudget.pixels)
    let loaded = try PictureFile.read(path, pixelLimit: limit)
    let result = measured(path, space.tensor(of: loaded.picture)) {
      space.tensor(of: try PictureFile.read(path).picture)
    }
    return (result, loaded.warnings)
  }

  private func measured<Scalar: TensorScalar>(
    _ path: String, _ tensor: Tensor<Scalar>, read: @escaping () throws -> Tensor<Scalar>
  ) -> Measured {
    (StatsReport(path, tensor, pool), SpreadSample(path, tensor, read: read))
  }
}
