// SPDX-License-Identifier: MIT

import Normalization

/// The steps of a run of a network on inputs of one shape, in order, and the buffers they use.
struct Plan {
  /// A convolution between two buffers.
  struct Convolution {
    let layer: ConvolutionLayer
    let input: ActivationLayout
    let output: ActivationLayout
    /// Zero padding that the implementation adds.
    let implicitPadding: Padding
  }

  /// A site of the network.
  struct PlannedSite {
    let site: Site
    /// The buffer with its input, without padding.
    let buffer: Int
    /// The first step that depends on its normalizer.
    let firstDependentStep: Int
  }

  /// The layout of each buffer.
  var layouts: [ActivationLayout] = []
  var steps: [PlanStep] = []
  var convolutions: [Convolution] = []
  var sites: [PlannedSite] = []
  /// The buffer with the network's output.
  var output = 0

  /// Checks that the output has the padded size of the input picture.
  /// - Throws: `NetworkError.size`.
  func check(picture: Shape, multiple: Int) throws(NetworkError) {
    let found = layouts[output].shape
    let size = SpatialSize(picture.h, picture.w).rounded(upToMultipleOf: multiple)
    let expected = Shape(picture.n, 3, size.height, size.width)
    guard found == expected else { throw .size(expected: expected, found: found) }
  }

  /// The steps from the first write of a buffer to its last read.
  func lifetime(of buffer: Int) -> ClosedRange<Int> {
    let first = steps.firstIndex { $0.target == buffer } ?? 0
    let last = steps.lastIndex { $0.reads.contains(buffer) } ?? first
    return first...(buffer == output ? steps.count : max(first, last))
  }

  /// Whether a run that restarts at some site reads a buffer that was written before.
  func isSaved(_ lifetime: ClosedRange<Int>) -> Bool {
    sites.contains {
      lifetime.lowerBound < $0.firstDependentStep && lifetime.upperBound >= $0.firstDependentStep
    }
  }
}

/// One step of a run. Integers are indices of the plan's buffers.
enum PlanStep: Equatable {
  /// Writes the padded input to a buffer.
  case load(LoadStep)
  /// Runs convolution number `index` of the plan.
  case convolve(index: Int, source: Int, target: Int)
  /// Copies pixels of one buffer to another, with elementwise operations.
  case gather(GatherStep)
  /// Writes pooled pixels of one buffer to another.
  case pool(PoolingStep)
  /// Measures the moments of a site's input.
  case measure(site: Int, source: Int)
  /// Measures the moments at a level of the encoder.
  case measureLevel(Int, source: Int)

  /// The buffers that the step reads.
  var reads: [Int] {
    switch self {
    case .load: []
    case .convolve(_, let source, _), .measure(_, let source), .measureLevel(_, let source):
      [source]
    case .gather(let gather): [gather.source.buffer] + (gather.addend.map { [$0.buffer] } ?? [])
    case .pool(let pool): [pool.source.buffer]
    }
  }

  /// The buffer that the step writes.
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
