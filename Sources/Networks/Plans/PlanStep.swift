// SPDX-License-Identifier: MIT

/// One thing that a run does. Buffers are numbers of the plan.
enum PlanStep: Equatable {
  /// The picture with margins into a buffer.
  case load(PictureLoad)
  /// Convolution number `index` of the plan.
  case convolve(index: Int, source: Int, target: Int)
  /// Pixels of a buffer into another.
  case gather(Gather)
  /// Pooled pixels of a buffer into another.
  case pool(Windows)
  /// The moments of a site's input.
  case measure(site: Int, source: Int)
  /// The moments of a style's level.
  case measureLevel(Int, source: Int)

  /// The buffers that it needs.
  var reads: [Int] {
    switch self {
    case .load: []
    case .convolve(_, let source, _), .measure(_, let source), .measureLevel(_, let source):
      [source]
    case .gather(let gather): [gather.source.buffer] + (gather.added.map { [$0.buffer] } ?? [])
    case .pool(let pool): [pool.source.buffer]
    }
  }

  /// The buffer that it fills.
  var target: Int? {
    switch self {
    case .load(let load): load.target
    case .convolve(_, _, let target): target
    case .gather(let gather): gather.target
    case .pool(let pool): pool.target
    case .measure, .measureLevel: nil
    }
  }
}
