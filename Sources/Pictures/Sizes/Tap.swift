// SPDX-License-Identifier: MIT

/// Which source samples make one output sample along an axis, and how much each counts.
///
/// Shrinking is area averaging: a sample counts by the part of it that the output sample covers.
/// Enlarging is linear interpolation between sample centres, the edge repeated. Weights sum to 1.
struct Tap: Equatable, Sendable {
  /// The first and the last source sample.
  let first: Int
  let last: Int
  /// The weight of the first, of each one between, and of the last (when it is not the first).
  let head: Double
  let body: Double
  let tail: Double

  /// The taps that turn `source` samples into `target` samples.
  static func all(from source: Int, to target: Int) -> [Tap] {
    (0..<target).map { i in
      source >= target
        ? Tap(shrinking: source, to: target, at: i) : Tap(enlarging: source, to: target, at: i)
    }
  }

  /// Output i covers the source from i · s / t to (i + 1) · s / t; whole numbers keep it exact.
  private init(shrinking source: Int, to target: Int, at i: Int) {
    let (start, end) = (i * source, (i + 1) * source)
    first = start / target
    last = (end - 1) / target
    body = Double(target) / Double(source)
    head = first == last ? 1 : Double((first + 1) * target - start) / Double(source)
    tail = Double(end - last * target) / Double(source)
  }

  /// Output i lies at (i + ½) · s / t − ½.
  private init(enlarging source: Int, to target: Int, at i: Int) {
    let place = (Double(i) + 0.5) * Double(source) / Double(target) - 0.5
    let inside = min(max(place, 0), Double(source - 1))
    first = Int(inside)
    last = min(first + 1, source - 1)
    (head, body, tail) = (1 - (inside - Double(first)), 0, inside - Double(first))
  }
}
