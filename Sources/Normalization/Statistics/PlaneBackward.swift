// SPDX-License-Identifier: MIT

/// The gradient of a normalization on one plane: dx = slope · dy + bend · (x − μ) + constant.
///
/// For y = γ · x̂ + β with x̂ = (x − μ) / √(σ² + ε) it is
/// dx = (γ · dy − mean(γ · dy) − x̂ · mean(γ · dy · x̂)) / √(σ² + ε), the means over the pool.
public struct PlaneBackward: Equatable, Sendable {
  /// γ / √(σ² + ε).
  public var dyScale: Double
  /// What comes back through the deviation.
  public var xScale: Double
  /// What comes back through the mean.
  public var constant: Double
  /// dγ = Σ dy · x̂ and dβ = Σ dy.
  public var affine: ChannelAffine

  /// A gradient from its parts.
  public init(
    dyScale: Double, xScale: Double, constant: Double,
    affine: ChannelAffine = ChannelAffine(gamma: 0, beta: 0)
  ) {
    (self.dyScale, self.xScale, self.constant, self.affine) = (dyScale, xScale, constant, affine)
  }
}

extension Normalizer {
  /// The gradient on every plane from its sums, given the steps of the forward pass.
  /// - Precondition: as many sums as steps as planes.
  public func planeBackwards(
    _ sums: [PlaneSums], _ steps: [PlaneTransform], in shape: Shape
  ) -> [PlaneBackward] {
    precondition(
      sums.count == shape.planes && steps.count == shape.planes,
      "\(sums.count) sums and \(steps.count) steps for \(shape)")
    var pooled = Array(repeating: PlaneSums(), count: pool.count(in: shape))
    for plane in 0..<shape.planes {
      let gamma = ownGamma(steps[plane])
      pooled[index(plane, shape)].dy += gamma * sums[plane].dy
      pooled[index(plane, shape)].product += gamma * sums[plane].product
    }
    return (0..<shape.planes).map { plane in
      backward(sums[plane], steps[plane], pooled: pooled[index(plane, shape)])
    }
  }

  private func index(_ plane: Int, _ shape: Shape) -> Int {
    pool.index(picture: plane / shape.c, channel: plane % shape.c, in: shape)
  }

  /// γ without the part that gives x back as it was: y = γ · x̂ + β + kept · (x − …).
  private func ownGamma(_ step: PlaneTransform) -> Double {
    step.affine.gamma - identityShare * step.deviation
  }

  private func backward(
    _ own: PlaneSums, _ step: PlaneTransform, pooled: PlaneSums
  ) -> PlaneBackward {
    let d = step.deviation
    // Equal values without ε: y is β whatever x does.
    guard d != 0 else {
      let affine = ChannelAffine(gamma: 0, beta: (1 - identityShare) * own.dy)
      return PlaneBackward(dyScale: identityShare, xScale: 0, constant: 0, affine: affine)
    }
    let affine = ChannelAffine(
      gamma: (1 - identityShare) * own.product / d, beta: (1 - identityShare) * own.dy)
    let dyScale = ownGamma(step) / d + identityShare
    guard fixedMoments == nil else {
      return PlaneBackward(dyScale: dyScale, xScale: 0, constant: 0, affine: affine)
    }
    let n = Double(step.moments.count)
    let divisor = estimator.divisor == .biased ? n : n - 1
    return PlaneBackward(
      dyScale: dyScale, xScale: divisor > 0 ? -pooled.product / (divisor * d * d * d) : 0,
      constant: -pooled.dy / (n * d), affine: affine)
  }
}
