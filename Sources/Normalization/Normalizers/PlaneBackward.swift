// SPDX-License-Identifier: MIT

/// Backward pass of a normalization on one plane: dx = dyScale · dy + xScale · (x − μ) + constant,
/// with the gradients of the plane's γ and β.
///
/// For y = γ · x̂ + β with constant γ and β, x̂ = (x − μ) / √(σ² + ε):
///
///     dx = (γ · dy − mean(γ · dy) − x̂ · mean(γ · dy · x̂)) / √(σ² + ε),  means over the pool
public struct PlaneBackward: Equatable, Sendable {
  /// γ / √(σ² + ε).
  public var dyScale: Double
  /// The gradient through the deviation, per unit of x − μ.
  public var xScale: Double
  /// The gradient through the mean.
  public var constant: Double
  /// dγ = Σ dy · x̂ and dβ = Σ dy.
  public var affine: ChannelAffine

  /// Creates a backward pass from its coefficients.
  public init(
    dyScale: Double, xScale: Double, constant: Double,
    affine: ChannelAffine = ChannelAffine(gamma: 0, beta: 0)
  ) {
    (self.dyScale, self.xScale, self.constant, self.affine) = (dyScale, xScale, constant, affine)
  }
}

/// Sums over one plane of dy and x that the backward pass of a normalization needs.
public struct PlaneBackwardSums: Equatable, Sendable {
  /// Σ dy.
  public var dy: Double
  /// Σ dy · (x − μ), where μ is the mean of the plane's pool.
  public var dyTimesX: Double

  /// Creates sums; zero by default.
  public init(dy: Double = 0, dyTimesX: Double = 0) { (self.dy, self.dyTimesX) = (dy, dyTimesX) }

  /// Creates sums from Σ dy · (x − c) around a rounded mean c with `meanLow` = μ − c.
  public init(dy: Double, around: Double, meanLow: Double) {
    self.init(dy: dy, dyTimesX: around - meanLow * dy)
  }
}

extension Normalizer {
  /// Returns the backward pass of every plane, given its sums and its transform in the forward
  /// pass.
  ///
  /// γ and β may contain the moments of x (`affineDerivatives`). With s = ∂γ/∂√(σ² + ε) and
  /// t = ∂β/∂μ, y = (γ − s·√(σ² + ε)) · x̂ + s · (x − μ) + t · μ + constant. The first term is
  /// normalized as above, the second passes s · dy through, and μ occurs in the last two.
  /// - Precondition: one sum and one transform per plane.
  public func backwardPerPlane(
    _ sums: [PlaneBackwardSums], _ transforms: [PlaneTransform], in shape: Shape
  ) -> [PlaneBackward] {
    precondition(
      sums.count == shape.planeCount && transforms.count == shape.planeCount,
      "\(sums.count) sums and \(transforms.count) transforms for \(shape)")
    let gradients = (0..<shape.planeCount).map { plane in
      let (n, c) = plane.quotientAndRemainder(dividingBy: shape.c)
      return PlaneGradient(
        sums: sums[plane], transform: transforms[plane],
        derivatives: affineDerivatives(picture: n, channel: c))
    }
    var poolSums = Array(repeating: PlaneBackwardSums(), count: pool.count(in: shape))
    for (plane, gradient) in gradients.enumerated() {
      poolSums[index(plane, shape)].dy += gradient.weighted.dy
      poolSums[index(plane, shape)].dyTimesX += gradient.weighted.dyTimesX
    }
    return gradients.enumerated().map { plane, gradient in
      gradient.backward(
        poolSums: poolSums[index(plane, shape)],
        divisor: fixedMoments == nil ? estimator.divisor : nil)
    }
  }

  private func index(_ plane: Int, _ shape: Shape) -> Int {
    pool.index(picture: plane / shape.c, channel: plane % shape.c, in: shape)
  }
}

/// Sums of one plane with the transform that they belong to.
private struct PlaneGradient {
  let sums: PlaneBackwardSums
  let transform: PlaneTransform
  let derivatives: AffineDerivatives

  /// The weights of Σ dy and Σ dy · (x − μ) in the gradients through μ and σ. With
  /// g = γ − s · √(σ² + ε), ∂y/∂μ = −g / √(σ² + ε) − s + t = −(γ − t · √(σ² + ε)) / √(σ² + ε).
  private var weights: (dy: Double, dyTimesX: Double) {
    let (gamma, d) = (transform.affine.gamma, transform.deviation)
    let (s, t) = (derivatives.moments.gamma, derivatives.moments.beta)
    return (d == 0 ? s - t : gamma - t * d, gamma - s * d)
  }

  /// The sums of the plane as they enter those of the pool.
  var weighted: PlaneBackwardSums {
    PlaneBackwardSums(dy: weights.dy * sums.dy, dyTimesX: weights.dyTimesX * sums.dyTimesX)
  }

  /// - Parameter divisor: that of the measured variance; nil for fixed moments.
  func backward(poolSums: PlaneBackwardSums, divisor: DeviationEstimator.Divisor?) -> PlaneBackward
  {
    let (d, s) = (transform.deviation, derivatives.moments.gamma)
    let n = Double(transform.moments.count)
    let dBeta = derivatives.parameters.beta * sums.dy
    // Zero variance and ε = 0: x̂ is 0, and only s · (x − μ) + t · μ depends on x.
    guard d != 0 else {
      return PlaneBackward(
        dyScale: s, xScale: 0, constant: divisor == nil ? 0 : -poolSums.dy / n,
        affine: ChannelAffine(gamma: 0, beta: dBeta))
    }
    let affine = ChannelAffine(
      gamma: derivatives.parameters.gamma * sums.dyTimesX / d, beta: dBeta)
    let dyScale = weights.dyTimesX / d + s
    guard let divisor else {
      return PlaneBackward(dyScale: dyScale, xScale: 0, constant: 0, affine: affine)
    }
    let degrees = divisor == .biased ? n : n - 1
    return PlaneBackward(
      dyScale: dyScale, xScale: degrees > 0 ? -poolSums.dyTimesX / (degrees * d * d * d) : 0,
      constant: -poolSums.dy / (n * d), affine: affine)
  }
}

/// Coefficients of  dx = dyScale · dy + xScale · (x − mean) + constant  in the tensor's type.
public struct BackwardCoefficients<Scalar: TensorScalar>: Equatable, Sendable {
  /// γ / √(σ² + ε).
  public let dyScale: Scalar
  /// The gradient through the deviation, per unit of x − μ.
  public let xScale: Scalar
  /// μ, rounded as in the forward pass.
  public let mean: Scalar
  /// The gradient through the mean, corrected by the rounding error of `mean`.
  public let constant: Scalar

  /// Creates the coefficients of a plane whose pool has these moments.
  public init(_ backward: PlaneBackward, around moments: Moments) {
    (dyScale, xScale) = (Scalar(backward.dyScale), Scalar(backward.xScale))
    mean = Scalar(moments.mean)
    constant = Scalar(backward.constant - backward.xScale * moments.error(ofMean: mean))
  }
}
