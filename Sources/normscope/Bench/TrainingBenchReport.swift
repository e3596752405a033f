// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import Training

/// How long a step of training takes, and each of its parts.
struct TrainingBenchReport: Encodable {
  /// A part of a step.
  struct Stage: Encodable {
    let name: String
    let ms: Double
  }

  let batch: Int
  let size: Int
  /// The sum of the parts' medians.
  let ms: Double
  let stages: [Stage]

  /// Measures. - Throws: `NetworkError`.
  init(batch: Int, size: Int) throws {
    let result = try TrainingBenchmark(Shape(batch, 3, size, size))
    (self.batch, self.size, ms) = (batch, size, result.milliseconds)
    stages = result.stages.map { Stage(name: $0.name, ms: $0.milliseconds) }
  }

  /// The figures for people.
  var table: String {
    let head = String(format: "training  %d of %d×%d  %.1f ms a step", batch, size, size, ms)
    return ([head] + stages.map { String(format: "%9.2f ms  ", $0.ms) + $0.name })
      .joined(separator: "\n")
  }
}
