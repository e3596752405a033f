// SPDX-License-Identifier: MIT

/// Normalization  y = γ · (x − μ) / √(σ² + ε) + β.
///
/// A conforming type defines which planes share μ and σ² (`pool`), how a variance becomes a
/// deviation (`estimator`), and the source of γ and β. The kernels are the same for all types.
public protocol Normalizer: Sendable {
  /// The planes that share μ and σ².
  var pool: Pool { get }
  /// The divisor of the variance, and ε.
  var estimator: DeviationEstimator { get }
  /// Moments per channel that replace the measured ones; nil to measure x.
  var fixedMoments: [Moments]? { get }
  /// Returns γ and β for channel c of picture n.
  /// - Parameter moments: the moments that x is normalized with.
  func affine(picture n: Int, channel c: Int, moments: Moments) -> ChannelAffine
  /// Returns the derivatives of `affine` with respect to the moments and to the parameters.
  func affineDerivatives(picture n: Int, channel c: Int) -> AffineDerivatives
}

extension Normalizer {
  /// Measures x. All types but `BatchNorm` with running moments use this default.
  public var fixedMoments: [Moments]? { nil }

  /// The derivatives of γ and β that are parameters.
  public func affineDerivatives(picture n: Int, channel c: Int) -> AffineDerivatives {
    .parameters
  }

  /// Returns the transform of one plane, given the measured moments of its pool.
  public func transform(
    picture n: Int, channel c: Int, poolMoments: Moments
  ) -> PlaneTransform {
    let moments = fixedMoments?[c] ?? poolMoments
    return PlaneTransform(
      moments: moments, deviation: estimator.deviation(of: moments),
      affine: affine(picture: n, channel: c, moments: moments))
  }

  /// Returns the transforms of all N · C planes, given the measured moments of each plane.
  public func transforms(planeMoments: [Moments], in shape: Shape) -> [PlaneTransform] {
    let pools = pool.moments(planeMoments, in: shape)
    return (0..<shape.planeCount).map { plane in
      let (n, c) = plane.quotientAndRemainder(dividingBy: shape.c)
      return transform(
        picture: n, channel: c, poolMoments: pools[pool.index(picture: n, channel: c, in: shape)])
    }
  }
}

/// Partial derivatives of the γ and β of one channel. Both are linear:
///
///     γ = moments.gamma · √(σ² + ε) + parameters.gamma · γ₀ + constant
///     β = moments.beta · μ + parameters.beta · β₀ + constant
///
/// where μ and σ are the moments that x is normalized with and γ₀, β₀ the parameters of the
/// innermost normalizer. The backward pass needs both parts: x also reaches y through γ and β.
public struct AffineDerivatives: Equatable, Sendable {
  /// ∂γ/∂√(σ² + ε) and ∂β/∂μ. Where both equal s, y contains s · x unchanged.
  public var moments: ChannelAffine
  /// ∂γ/∂γ₀ and ∂β/∂β₀.
  public var parameters: ChannelAffine

  /// Creates derivatives with respect to moments and parameters.
  public init(moments: ChannelAffine, parameters: ChannelAffine) {
    (self.moments, self.parameters) = (moments, parameters)
  }

  /// Of γ = γ₀, β = β₀, independent of x.
  public static let parameters = AffineDerivatives(
    moments: ChannelAffine(gamma: 0, beta: 0), parameters: ChannelAffine(gamma: 1, beta: 1))
  /// Of γ = √(σ² + ε), β = μ, for which y = x.
  public static let ofInput = AffineDerivatives(
    moments: ChannelAffine(gamma: 1, beta: 1), parameters: ChannelAffine(gamma: 0, beta: 0))
  /// Of constant γ and β.
  public static let zero = AffineDerivatives(
    moments: ChannelAffine(gamma: 0, beta: 0), parameters: ChannelAffine(gamma: 0, beta: 0))

  /// Returns (1 − α) · self + α · other.
  public func mixed(with other: AffineDerivatives, alpha: Double) -> AffineDerivatives {
    AffineDerivatives(
      moments: moments.mixed(with: other.moments, alpha: alpha),
      parameters: parameters.mixed(with: other.parameters, alpha: alpha))
  }
}
