// SPDX-License-Identifier: MIT

/// Transform of one plane by a normalization: x ↦ γ · (x − μ) / deviation + β.
public struct PlaneTransform: Equatable, Sendable {
  /// The moments that x is normalized with: those of its pool, or fixed ones.
  public let moments: Moments
  /// The divisor √(σ² + ε).
  public let deviation: Double
  /// γ and β.
  public let affine: ChannelAffine

  /// Creates a transform.
  public init(moments: Moments, deviation: Double, affine: ChannelAffine) {
    (self.moments, self.deviation, self.affine) = (moments, deviation, affine)
  }

  /// γ / deviation: the factor of x in y.
  public var scale: Double { affine.gamma / deviation }
  /// y at x = 0.
  public var shift: Double { affine.beta - scale * (moments.mean + moments.meanLow) }

  /// Returns the transform with coefficients of the tensor's type, for the kernel.
  public func scaleShift<Scalar: TensorScalar>() -> ScaleShift<Scalar> {
    ScaleShift(moments: moments, deviation: deviation, affine: affine)
  }

  /// Returns the moments of the transformed plane, given those of the plane.
  public func output(of plane: Moments) -> Moments {
    let delta = (plane.mean - moments.mean) + (plane.meanLow - moments.meanLow)
    return plane.scaled(by: scale, mean: scale * delta + affine.beta)
  }

  /// Returns y at x.
  func callAsFunction(_ x: Double) -> Double {
    scale * ((x - moments.mean) - moments.meanLow) + affine.beta
  }
}

/// Coefficients of  y = scale · (x − mean) + shift  in the tensor's type.
///
/// The mean is stored separately, and its rounding error is part of the shift. Folding the mean
/// into the shift would lose four digits if |μ| is 1e4 deviations.
public struct ScaleShift<Scalar: TensorScalar>: Equatable, Sendable {
  /// γ / √(σ² + ε).
  public let scale: Scalar
  /// μ, rounded.
  public let mean: Scalar
  /// β − scale · (μ − mean).
  public let shift: Scalar

  /// Creates the coefficients of  γ · (x − μ) / deviation + β.
  public init(moments: Moments, deviation: Double, affine: ChannelAffine) {
    let factor = affine.gamma / deviation
    mean = Scalar(moments.mean)
    scale = Scalar(factor)
    shift = Scalar(affine.beta - factor * moments.error(ofMean: mean))
  }
}

extension Tensor {
  /// Returns the tensor with each plane transformed: y = γ · (x − μ) / deviation + β.
  ///
  /// For transforms that are already known; `normalize` would measure the values again.
  /// - Precondition: one transform per plane.
  public func applying(
    _ transforms: [PlaneTransform], threads: Int = defaultThreads
  ) -> Tensor {
    precondition(
      transforms.count == shape.planeCount, "\(transforms.count) transforms for \(shape)")
    let coefficients: [ScaleShift<Scalar>] = transforms.map { $0.scaleShift() }
    let chunks = PlaneChunks(plane: shape.planeSize, size: NormalizationForward<Scalar>.chunkSize)
    return Tensor(shape) { output in
      elements.withUnsafeBufferPointer { input in
        guard let from = input.baseAddress, let to = output.baseAddress else { return }
        parallelFor(shape.planeCount * chunks.count, threads: threads) { index in
          let (plane, chunk) = index.quotientAndRemainder(dividingBy: chunks.count)
          let start = plane * shape.planeSize + chunk * chunks.size
          Scalar.transform(
            from + start, into: to + start, count: chunks.length(of: chunk),
            by: coefficients[plane])
        }
      }
    }
  }
}
