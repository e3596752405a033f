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
      figures are over finite values only.

      Examples:
        normscope stats photo.jpg
        normscope stats features.npy --pool batch --json
      """)

  /// What share one mean and deviation.
  enum PoolChoice: String, CaseIterable, ExpressibleByArgument, Encodable { case instance, batch }
  /// How figures are printed.
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, csv, json }

  @Argument(help: ArgumentHelp("Pictures or tensors.", valueName: "PICTURE|X.npy"))
  var inputs: [String]
  @Option(help: "rgb, linear, lab or ruderman (lαβ), for pictures.")
  var space: ColorSpace = .rgb
  @Option(help: "instance: each picture by itself; batch: over N.")
  var pool: PoolChoice = .instance
  @Option(help: "table, csv or json.")
  var format: Format = .table
  @Flag(help: "Short for --format json.")
  var json = false

  func run() throws {
    let reports = try inputs.map(report)
    switch json ? .json : format {
    case .json: print(try JSONText.encode(["inputs": reports]))
    case .csv: print(StatsReport.csv(reports))
    case .table: printTable(reports)
    }
  }

  private func report(_ path: String) throws -> StatsReport {
    if path.isArrayName {
      switch try ArrayFile.read(path) {
      case .float(let tensor, _): return StatsReport(path, tensor, pool)
      case .double(let tensor, _): return StatsReport(path, tensor, pool)
      }
    }
    let loaded = try PictureFile.read(path)
    loaded.warnings.forEach { StandardError.print("normscope: \($0)") }
    return StatsReport(path, space.tensor(of: loaded.picture), pool)
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
