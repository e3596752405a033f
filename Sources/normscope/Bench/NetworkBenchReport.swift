// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import Stylization

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
    /// The medians of runs after a change at each site. They are for people: scripts have a form.
    let afterSite: [Stage]

    private enum CodingKeys: CodingKey { case size, ms, gmacPerSecond, stages }

    var lines: [String] {
      let whole = String(format: "%d×%d  %.2f ms  %.1f GMAC/s", size, size, ms, gmacPerSecond)
      let turned = afterSite.map { String(format: "%9.3f ms  after a change at ", $0.ms) + $0.name }
      return [whole] + stages.map { String(format: "%9.3f ms  ", $0.ms) + $0.name } + turned
    }
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
    ([network.printable] + sizes.flatMap(\.lines)).joined(separator: "\n")
  }

  private static func row(_ network: Network, _ shape: Shape, _ threads: Int) throws -> Row {
    let run = try NetworkRun.checked(network, shape, keeps: true, threads: threads)
    let times = try NetworkBenchmark(run)
    let layers = try network.description.layerTable(inputSize: SpatialSize(shape.h, shape.w))
    let multiplyAdds = layers.reduce(0) { $0 + $1.multiplyAdds }
    return Row(
      size: shape.h, ms: times.median,
      gmacPerSecond: Double(multiplyAdds) / times.median / 1e6,
      stages: try run.stepTimes().map { Stage(name: $0.name, ms: $0.milliseconds) },
      afterSite: zip(run.sites, times.afterSite).map { Stage(name: $0.name, ms: $1) })
  }
}
