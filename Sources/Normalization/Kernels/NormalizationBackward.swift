// SPDX-License-Identifier: MIT

/// Backward pass of a normalization over a tensor: first the sums of every plane, then dx.
///
/// Both steps divide planes into chunks, as `NormalizationForward` does for large planes.
struct NormalizationBackward<Scalar: TensorScalar> {
  private let dy: Tensor<Scalar>
  private let x: Tensor<Scalar>
  private let transforms: [PlaneTransform]
  private let threads: Int
  private let chunks: PlaneChunks

  init(_ dy: Tensor<Scalar>, _ x: Tensor<Scalar>, _ transforms: [PlaneTransform], threads: Int) {
    (self.dy, self.x, self.transforms, self.threads) = (dy, x, transforms, threads)
    chunks = PlaneChunks(plane: x.shape.planeSize, size: NormalizationForward<Scalar>.chunkSize)
  }

  /// Returns Σ dy and Σ dy · (x − μ) of every plane.
  func sums() -> [PlaneBackwardSums] {
    let parts = [PlaneBackwardSums](unsafeUninitializedCapacity: x.shape.planeCount * chunks.count)
    {
      parts, count in
      forEachChunk { index, plane, start, length, dy, x in
        let moments = transforms[plane].moments
        let mean = Scalar(moments.mean)
        let sums = Scalar.sums(of: dy + start, x + start, count: length, around: mean)
        parts.initializeElement(
          at: index,
          to: PlaneBackwardSums(
            dy: sums.first, around: sums.second, meanLow: moments.error(ofMean: mean)))
      }
      count = x.shape.planeCount * chunks.count
    }
    return (0..<x.shape.planeCount).map { plane in
      parts[chunks.range(of: plane)].reduce(into: PlaneBackwardSums()) {
        $0.dy += $1.dy
        $0.dyTimesX += $1.dyTimesX
      }
    }
  }

  /// Returns dx.
  func dx(_ backwardPerPlane: [PlaneBackward]) -> Tensor<Scalar> {
    let coefficients = zip(backwardPerPlane, transforms).map {
      BackwardCoefficients<Scalar>($0, around: $1.moments)
    }
    return Tensor(x.shape) { output in
      guard let to = output.baseAddress else { return }
      forEachChunk { _, plane, start, length, dy, x in
        Scalar.backward(
          dy + start, x + start, into: to + start, count: length, by: coefficients[plane])
      }
    }
  }

  private func forEachChunk(
    _ body: (
      _ index: Int, _ plane: Int, _ start: Int, _ length: Int, _ dy: UnsafePointer<Scalar>,
      _ x: UnsafePointer<Scalar>
    ) -> Void
  ) {
    dy.elements.withUnsafeBufferPointer { dy in
      x.elements.withUnsafeBufferPointer { values in
        guard let dy = dy.baseAddress, let first = values.baseAddress else { return }
        parallelFor(x.shape.planeCount * chunks.count, threads: threads) { index in
          let (plane, chunk) = index.quotientAndRemainder(dividingBy: chunks.count)
          let start = plane * x.shape.planeSize + chunk * chunks.size
          body(index, plane, start, chunks.length(of: chunk), dy, first)
        }
      }
    }
  }
}
