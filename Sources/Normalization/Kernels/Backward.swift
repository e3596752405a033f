// SPDX-License-Identifier: MIT

/// The gradient of a normalization over a tensor: sums of every plane, then dx.
///
/// Both passes go over pieces of planes, as those of `Forward` over large planes do.
struct Backward<Scalar: TensorScalar> {
  private let dy: Tensor<Scalar>
  private let x: Tensor<Scalar>
  private let steps: [PlaneTransform]
  private let threads: Int
  private let pieces: PlaneChunks

  init(_ dy: Tensor<Scalar>, _ x: Tensor<Scalar>, _ steps: [PlaneTransform], threads: Int) {
    (self.dy, self.x, self.steps, self.threads) = (dy, x, steps, threads)
    pieces = PlaneChunks(plane: x.shape.plane, size: Forward<Scalar>.piece)
  }

  /// Σ dy and Σ dy · (x − μ) of every plane.
  func sums() -> [PlaneSums] {
    let parts = [PlaneSums](unsafeUninitializedCapacity: x.shape.planes * pieces.count) {
      parts, count in
      eachPiece { index, plane, start, length, dy, x in
        let mean = Scalar(steps[plane].moments.mean)
        let sums = Scalar.sums(of: dy + start, x + start, count: length, around: mean)
        parts.initializeElement(
          at: index,
          to: PlaneSums(
            dy: sums.first, around: sums.second, tail: steps[plane].moments.tail(of: mean)))
      }
      count = x.shape.planes * pieces.count
    }
    return (0..<x.shape.planes).map { plane in
      parts[pieces.range(of: plane)].reduce(into: PlaneSums()) {
        $0.dy += $1.dy
        $0.product += $1.product
      }
    }
  }

  /// dx on every plane.
  func dx(_ planeBackwards: [PlaneBackward]) -> Tensor<Scalar> {
    let lines = zip(planeBackwards, steps).map {
      BackwardCoefficients<Scalar>($0, around: $1.moments)
    }
    return Tensor(x.shape) { output in
      guard let to = output.baseAddress else { return }
      eachPiece { _, plane, start, length, dy, x in
        Scalar.backward(
          dy + start, x + start, into: to + start, count: length, by: lines[plane])
      }
    }
  }

  private func eachPiece(
    _ body: (
      _ index: Int, _ plane: Int, _ start: Int, _ length: Int, _ dy: UnsafePointer<Scalar>,
      _ x: UnsafePointer<Scalar>
    ) -> Void
  ) {
    dy.elements.withUnsafeBufferPointer { dy in
      x.elements.withUnsafeBufferPointer { values in
        guard let dy = dy.baseAddress, let first = values.baseAddress else { return }
        parallel(x.shape.planes * pieces.count, threads: threads) { index in
          let (plane, piece) = index.quotientAndRemainder(dividingBy: pieces.count)
          let start = plane * x.shape.plane + piece * pieces.size
          body(index, plane, start, pieces.length(of: piece), dy, first)
        }
      }
    }
  }
}
