// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization

/// How long a network takes at some sizes, and each of its steps.
struct NetworkBenchReport: Encodable {
  /// A step of a run.
  struct Stage: Encodable {
    let name: String
    let ms: Double
  }

  /// Pictures of one size.
  struct Row: Encodable {
    let size: Int
    /// The median of whole runs.
    let ms: Double
    /// Multiply-adds of its convolutions, counted directly, in a second.
    let gmacPerSecond: Double
    let stages: [Stage]
  }

  let network: String
  let sizes: [Row]

  /// Measures. - Throws: one sentence, also when there is not the memory.
  init(_ file: NetworkFile, sides: [Int], threads: Int) throws {
    network = file.name
    let made = try file.network()
    sizes = try sides.map { side in
      try Self.row(made, Shape(1, file.description.inputs, side, side), threads)
    }
  }

  /// The figures for people.
  var table: String {
    sizes.map { row in
      let head = String(
        format: "%@  %d×%d  %.2f ms  %.1f GMAC/s", network.printable, row.size, row.size, row.ms,
        row.gmacPerSecond)
      return ([head] + row.stages.map { String(format: "%9.3f ms  ", $0.ms) + $0.name })
        .joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func row(_ network: Network, _ shape: Shape, _ threads: Int) throws -> Row {
    let picture = Tensor<Float>(
      shape, elements: (0..<shape.count).map { Float($0 * 7919 % 256) / 255 })
    let run = try NetworkRun.checked(network, shape)
    run.show(picture)
    let whole = try NetworkBenchmark(network, shape, keeps: false, threads: threads)
    let census = NetworkCensus(network.description, side: shape.h)
    let stages = run.stepTimes().map { Stage(name: $0.name, ms: $0.milliseconds) }
    return Row(
      size: shape.h, ms: whole.median,
      gmacPerSecond: Double(census.multiplyAdds) / whole.median / 1e6, stages: stages)
  }
}
