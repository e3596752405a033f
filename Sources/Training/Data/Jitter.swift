// SPDX-License-Identifier: MIT

import Normalization

/// Other colors for a style, so that few paintings do for many: y_c = k · (x_p(c) − m) + m + b_c.
///
/// p is any order of the channels (one time in two their own), k the contrast in 0.7…1.3, m the mean
/// of all values, and b_c in ±0.1 a shift of each channel. Results are clamped to 0…1.
struct Jitter: Equatable {
  var order = [0, 1, 2]
  var contrast: Float = 1
  var shifts: [Float] = [0, 0, 0]

  /// Any jitter.
  init(_ random: inout SplitMix) {
    if Bool.random(using: &random) { order.shuffle(using: &random) }
    contrast = Float.random(in: 0.7...1.3, using: &random)
    for c in shifts.indices { shifts[c] = Float.random(in: -0.1...0.1, using: &random) }
  }

  /// The values 3 × H × W of a picture after it.
  func applied(to values: [Float]) -> [Float] {
    let plane = values.count / 3
    let mean = Float(values.reduce(0.0) { $0 + Double($1) } / Double(values.count))
    return (0..<3).flatMap { c -> [Float] in
      let offset = mean * (1 - contrast) + shifts[c]
      return values[order[c] * plane..<(order[c] + 1) * plane].map {
        min(max(contrast * $0 + offset, 0), 1)
      }
    }
  }
}
