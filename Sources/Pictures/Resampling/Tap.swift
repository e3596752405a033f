// SPDX-License-Identifier: MIT

/// Source samples and weights of one output sample along an axis.
///
/// Reduction averages over area: the weight of a sample is the fraction that the output sample
/// covers. Enlargement interpolates linearly between sample centers and repeats the edge. Weights
/// sum to 1.
struct Tap: Equatable, Sendable {
  /// The indices of the first and the last source sample.
  let first: Int
  let last: Int
  /// The weights of the first sample, of each sample in between, and of the last (if not the
  /// first).
  let head: Double
  let body: Double
  let tail: Double

  /// Returns the taps for resampling `source` samples to `target` samples.
  static func all(from source: Int, to target: Int) -> [Tap] {
    (0..<target).map { i in
      source >= target
        ? Tap(reducing: source, to: target, at: i) : Tap(enlarging: source, to: target, at: i)
    }
  }

  /// Output i covers the source from i · s / t to (i + 1) · s / t. Integers keep this exact.
  private init(reducing source: Int, to target: Int, at i: Int) {
    let (start, end) = (i * source, (i + 1) * source)
    first = start / target
    last = (end - 1) / target
    body = Double(target) / Double(source)
    head = first == last ? 1 : Double((first + 1) * target - start) / Double(source)
    tail = Double(end - last * target) / Double(source)
  }

  /// Output i is at (i + ½) · s / t − ½.
  private init(enlarging source: Int, to target: Int, at i: Int) {
    let position = (Double(i) + 0.5) * Double(source) / Double(target) - 0.5
    let clamped = min(max(position, 0), Double(source - 1))
    first = Int(clamped)
    last = min(first + 1, source - 1)
    (head, body, tail) = (1 - (clamped - Double(first)), 0, clamped - Double(first))
  }
}
