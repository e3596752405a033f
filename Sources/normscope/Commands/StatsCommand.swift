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

  /// What is printed as JSON.
  private struct Output: Encodable {
    let inputs: [StatsReport]
    let spread: SpreadReport?
  }

  /// A file's figures, and what its spread needs.
  private typealias Measured = (report: StatsReport, sample: SpreadSample)

  func run() throws {
    let list = try FileList(inputs, isRecursive: files.recursive)
    let result = try FileRun(files: list, jobs: files.jobs).run(measure)
    try show(result.values)
    try result.check()
  }

  private func show(_ measured: [Measured]) throws {
    let reports = measured.map(\.report)
    switch json ? .json : format {
    case .json:
      print(try JSONText.encode(Output(inputs: reports, spread: try spread(measured))))
    case .csv: print(StatsReport.csv(reports))
    case .table:
      printTable(reports)
      try spread(measured)?.lines.forEach { print($0) }
    }
  }

  private func spread(_ measured: [Measured]) throws -> SpreadReport? {
    try SpreadReport(measured.map(\.sample))
  }

  private func measure(_ path: String) throws -> FileRun.Done<Measured> {
    if path.isArrayName {
      switch try ArrayFile.read(path) {
      case .float(let x, _): return (measured(path, x) { try ArrayFile.read(path).floats }, [])
      case .double(let x, _): return (measured(path, x) { try ArrayFile.read(path).doubles }, [])
      }
    }
    let loaded = try PictureFile.read(path)
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

  private func printTable(_ reports: [StatsReport]) {
    for report in reports {
      let shape = report.shape.map(String.init).joined(separator: "×")
      print("\(report.path.printable)  \(shape)  pool \(pool.rawValue)")
      print("   n    c        mean   deviation         min         max  NaN/∞")
      for plane in report.planes {
        let shown = [plane.mean, plane.deviation, plane.min, plane.max].map {
          $0.map { String(format: "%12.5g", $0) } ?? "           –"
        }
        let n = plane.n.map { String(format: "%4d", $0) } ?? "   –"
        print(
          n + String(format: " %4d", plane.c) + shown.joined()
            + String(format: "%7d", plane.nonFinite))
      }
    }
  }
}
