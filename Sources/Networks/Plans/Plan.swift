// SPDX-License-Identifier: MIT

import Normalization

/// Everything that a run of a network over one shape does, in order, and the buffers it needs.
struct Plan {
  /// A convolution between two buffers.
  struct Convolution {
    let layer: ConvolutionLayer
    let input: ActivationLayout
    let output: ActivationLayout
    /// Zero padding that is left to the code.
    let frame: Padding
  }

  /// A site in the chain.
  struct PlannedSite {
    let site: Site
    /// The buffer with its input, without margins.
    let buffer: Int
    /// The first step that depends on what is chosen there.
    let resume: Int
  }

  /// What is in each buffer.
  var layouts: [ActivationLayout] = []
  var steps: [PlanStep] = []
  var convolutions: [Convolution] = []
  var sites: [PlannedSite] = []
  /// The buffer with what the network gives.
  var output = 0

  /// Whether a picture comes out as large as it was filled up to.
  /// - Throws: `NetworkError.size`.
  func check(picture: Shape, multiple: Int) throws(NetworkError) {
    func filled(_ side: Int) -> Int { (side + multiple - 1) / multiple * multiple }
    let found = layouts[output].shape
    let expected = Shape(picture.n, 3, filled(picture.h), filled(picture.w))
    guard found == expected else { throw .size(expected: expected, found: found) }
  }

  /// The steps that fill a buffer and read it last.
  func lifetime(of buffer: Int) -> ClosedRange<Int> {
    let first = steps.firstIndex { $0.target == buffer } ?? 0
    let last = steps.lastIndex { $0.reads.contains(buffer) } ?? first
    return first...(buffer == output ? steps.count : max(first, last))
  }

  /// Buffers that a run which begins again at a site needs from the run before.
  func isKept(_ lifetime: ClosedRange<Int>) -> Bool {
    sites.contains { lifetime.lowerBound < $0.resume && lifetime.upperBound >= $0.resume }
  }
}
