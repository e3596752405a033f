// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import Training

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
