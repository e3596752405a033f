// SPDX-License-Identifier: MIT

/// Placement of a plan's buffers in one block of memory.
///
/// Saved buffers have memory of their own. The others share an area, where two may overlap if the
/// last read of one precedes the first write of the other. Larger buffers are placed first.
struct BufferAllocation {
  /// The index of the first float of each buffer.
  private(set) var offsets: [Int]
  /// Floats of the saved buffers.
  private(set) var saved = 0
  /// Floats of all buffers.
  private(set) var total = 0

  private struct Placement {
    let range: Range<Int>
    let lifetime: ClosedRange<Int>
  }

  /// - Parameter isSaved: whether a buffer with that lifetime is saved.
  init(_ plan: Plan, isSaved: (ClosedRange<Int>) -> Bool) {
    let lifetimes = plan.layouts.indices.map { plan.lifetime(of: $0) }
    self.init(
      sizes: plan.layouts.map(\.floats), lifetimes: lifetimes, isSaved: lifetimes.map(isSaved))
  }

  /// Places buffers from their sizes in floats, their lifetimes in steps, and which of them are
  /// saved.
  init(sizes: [Int], lifetimes: [ClosedRange<Int>], isSaved: [Bool]) {
    let sizes = sizes.map { ($0 + 15) / 16 * 16 }
    offsets = Array(repeating: 0, count: sizes.count)
    for buffer in sizes.indices where isSaved[buffer] {
      offsets[buffer] = saved
      saved += sizes[buffer]
    }
    total = saved
    var placed: [Placement] = []
    for buffer in sizes.indices.sorted(by: { (sizes[$1], $0) < (sizes[$0], $1) })
    where !isSaved[buffer] {
      let start = Self.gap(of: sizes[buffer], from: saved, lifetimes[buffer], placed)
      offsets[buffer] = start
      placed.append(Placement(range: start..<start + sizes[buffer], lifetime: lifetimes[buffer]))
      total = max(total, start + sizes[buffer])
    }
  }

  /// Returns the lowest free position for a buffer during its lifetime.
  private static func gap(
    of size: Int, from first: Int, _ lifetime: ClosedRange<Int>, _ placed: [Placement]
  ) -> Int {
    let blocking = placed.filter { $0.lifetime.overlaps(lifetime) }.map(\.range)
      .sorted { $0.lowerBound < $1.lowerBound }
    return blocking.reduce(first) { start, range in
      start + size <= range.lowerBound ? start : max(start, range.upperBound)
    }
  }
}
