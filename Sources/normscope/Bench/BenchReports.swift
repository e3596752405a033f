// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import Stylization
import Training

/// Duration of a network at several picture sizes, and of its steps.
struct NetworkBenchReport: Encodable {
  /// Step of a run and its duration.
  struct Stage: Encodable {
    let name: String
    let ms: Double
  }

  /// Result for pictures of one size.
  struct Row: Encodable {
    let size: Int
    /// Median time of complete runs in milliseconds.
    let ms: Double
    /// Multiply-adds of the convolutions per nanosecond, counted for direct convolution.
    let gmacPerSecond: Double
    let stages: [Stage]
    /// Median times of runs that restart at each site. Part of the table only, not of the JSON
    /// output.
    let afterSite: [Stage]

    private enum CodingKeys: CodingKey { case size, ms, gmacPerSecond, stages }

    var lines: [String] {
      let total = String(format: "%d×%d  %.2f ms  %.1f GMAC/s", size, size, ms, gmacPerSecond)
      let restarted = afterSite.map {
        String(format: "%9.3f ms  after a change at ", $0.ms) + $0.name
      }
      return [total] + stages.map { String(format: "%9.3f ms  ", $0.ms) + $0.name } + restarted
    }
  }

  let network: String
  let sizes: [Row]

  /// Runs the benchmark. - Throws: `NetworkError`, or `RenderError` if memory is insufficient.
  init(_ file: NetworkFile, sides: [Int], threads: Int) throws {
    network = file.name
    let loaded = try file.network()
    sizes = try sides.map { side in
      try Self.row(loaded, Shape(1, file.description.inputs, side, side), threads)
    }
  }

  /// Results as text.
  var table: String {
    ([network.printable] + sizes.flatMap(\.lines)).joined(separator: "\n")
  }

  private static func row(_ network: Network, _ shape: Shape, _ threads: Int) throws -> Row {
    let run = try NetworkRun.withinMemory(network, shape, keepsActivations: true, threads: threads)
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

/// Duration of a training step and of its parts.
struct TrainingBenchReport: Encodable {
  /// A part of a step and its duration.
  struct Stage: Encodable {
    let name: String
    let ms: Double
  }

  let batch: Int
  let size: Int
  /// Sum of the parts' medians in milliseconds.
  let ms: Double
  let stages: [Stage]

  /// Runs the benchmark. - Throws: `NetworkError`.
  init(batch: Int, size: Int) throws {
    let result = try TrainingBenchmark(Shape(batch, 3, size, size))
    (self.batch, self.size, ms) = (batch, size, result.milliseconds)
    stages = result.stages.map { Stage(name: $0.name, ms: $0.milliseconds) }
  }

  /// The results as text.
  var table: String {
    let header = String(format: "training  %d of %d×%d  %.1f ms per step", batch, size, size, ms)
    return ([header] + stages.map { String(format: "%9.2f ms  ", $0.ms) + $0.name })
      .joined(separator: "\n")
  }
}
