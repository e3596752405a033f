// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// One file of pictures whose spread is asked for: the moments of its planes, and a way to normalize
/// its values once the others are known.
struct SpreadSample {
  let channels: Int
  /// N · C of them.
  let moments: [Moments]
  /// The moments of the planes after each of several lists of steps.
  let normalized: ([[PlaneTransform]]) throws -> [[Moments]]

  /// A sample; `read` gives the same tensor again.
  init<Scalar: TensorScalar>(
    _ path: String, _ tensor: Tensor<Scalar>, read: @escaping () throws -> Tensor<Scalar>
  ) {
    let shape = tensor.shape
    channels = shape.c
    moments = tensor.planeMoments()
    normalized = { lists in
      let tensor = try read()
      guard tensor.shape == shape else {
        throw UsageError("‘\(path.printable)’ has changed while it was measured")
      }
      return lists.map { tensor.applying($0).planeMoments() }
    }
  }
}
