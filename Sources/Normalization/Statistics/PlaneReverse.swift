// SPDX-License-Identifier: MIT

/// The gradient of a normalization on one plane: dx = slope · dy + bend · (x − μ) + offset.
///
/// For y = γ · x̂ + β with x̂ = (x − μ) / √(σ² + ε) it is
/// dx = (γ · dy − mean(γ · dy) − x̂ · mean(γ · dy · x̂)) / √(σ² + ε), the means over the pool.
public struct PlaneReverse: Equatable, Sendable {
  /// γ / √(σ² + ε).
  public var slope: Double
  /// What comes back through the deviation.
  public var bend: Double
  /// What comes back through the mean.
  public var offset: Double
  /// dγ = Σ dy · x̂ and dβ = Σ dy.
  public var affine: ChannelAffine

  /// A gradient from its parts.
  public init(
    slope: Double, bend: Double, offset: Double,
    affine: ChannelAffine = ChannelAffine(gamma: 0, beta: 0)
  ) {
    (self.slope, self.bend, self.offset, self.affine) = (slope, bend, offset, affine)
  }
}

extension Normalizer {
  /// The gradient on every plane from its sums, given the steps of the forward pass.
  /// - Precondition: as many sums as steps as planes.
  public func reverses(
    _ sums: [PlaneSums], _ steps: [PlaneStep], in shape: Shape
  ) -> [PlaneReverse] {
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
      reverse(sums[plane], steps[plane], pooled: pooled[index(plane, shape)])
    }
  }

  private func index(_ plane: Int, _ shape: Shape) -> Int {
    pool.index(picture: plane / shape.c, channel: plane % shape.c, in: shape)
  }

  /// γ without the part that gives x back as it was: y = γ · x̂ + β + kept · (x − …).
  private func ownGamma(_ step: PlaneStep) -> Double {
    step.affine.gamma - kept * step.deviation
  }

  private func reverse(
    _ own: PlaneSums, _ step: PlaneStep, pooled: PlaneSums
  ) -> PlaneReverse {
    let d = step.deviation
    // Equal values without ε: y is β whatever x does.
    guard d != 0 else {
      let affine = ChannelAffine(gamma: 0, beta: (1 - kept) * own.dy)
      return PlaneReverse(slope: kept, bend: 0, offset: 0, affine: affine)
    }
    let affine = ChannelAffine(
      gamma: (1 - kept) * own.product / d, beta: (1 - kept) * own.dy)
    let slope = ownGamma(step) / d + kept
    guard fixedMoments == nil else {
      return PlaneReverse(slope: slope, bend: 0, offset: 0, affine: affine)
    }
    let n = Double(step.moments.count)
    let divisor = root.divisor == .biased ? n : n - 1
    return PlaneReverse(
      slope: slope, bend: divisor > 0 ? -pooled.product / (divisor * d * d * d) : 0,
      offset: -pooled.dy / (n * d), affine: affine)
  }
}
