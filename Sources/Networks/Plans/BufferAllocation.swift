// SPDX-License-Identifier: MIT

/// Where the buffers of a plan lie in one piece of memory.
///
/// Kept buffers have places of their own; the others share one area, where two lie over each other
/// only when one is read for the last time before the other is filled. Larger ones choose first.
struct BufferAllocation {
  /// The first float of each buffer.
  private(set) var offsets: [Int]
  /// Floats of the kept buffers.
  private(set) var kept = 0
  /// Floats of all.
  private(set) var total = 0

  private struct Taken {
    let range: Range<Int>
    let life: ClosedRange<Int>
  }

  /// - Parameter keeps: whether a buffer of that lifetime is kept.
  init(_ plan: Plan, keeps: (ClosedRange<Int>) -> Bool) {
    let lives = plan.layouts.indices.map { plan.lifetime(of: $0) }
    self.init(sizes: plan.layouts.map(\.floats), lives: lives, isKept: lives.map(keeps))
  }

  /// Buffers of as many floats, the steps from the first to the last use of each, and which are kept.
  init(sizes: [Int], lives: [ClosedRange<Int>], isKept: [Bool]) {
    let sizes = sizes.map { ($0 + 15) / 16 * 16 }
    offsets = Array(repeating: 0, count: sizes.count)
    for buffer in sizes.indices where isKept[buffer] {
      offsets[buffer] = kept
      kept += sizes[buffer]
    }
    total = kept
    var taken: [Taken] = []
    for buffer in sizes.indices.sorted(by: { (sizes[$1], $0) < (sizes[$0], $1) })
    where !isKept[buffer] {
      let start = Self.gap(of: sizes[buffer], from: kept, lives[buffer], taken)
      offsets[buffer] = start
      taken.append(Taken(range: start..<start + sizes[buffer], life: lives[buffer]))
      total = max(total, start + sizes[buffer])
    }
  }

  /// The lowest place that is free during a life.
  private static func gap(
    of size: Int, from first: Int, _ life: ClosedRange<Int>, _ taken: [Taken]
  ) -> Int {
    let blocking = taken.filter { $0.life.overlaps(life) }.map(\.range)
      .sorted { $0.lowerBound < $1.lowerBound }
    return blocking.reduce(first) { start, range in
      start + size <= range.lowerBound ? start : max(start, range.upperBound)
    }
  }
}
