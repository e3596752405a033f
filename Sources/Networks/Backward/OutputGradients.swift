// SPDX-License-Identifier: MIT

import Normalization

/// Gradients of a loss with respect to the results of a run; those left out are 0.
public struct OutputGradients {
  /// With respect to the output picture.
  public var output: Tensor<Float>?
  /// With respect to the activation at a level.
  public var features: [Int: Activation]
  /// With respect to the moments of each plane at a level, N · C values.
  public var moments: [Int: [MomentsGradient]]

  /// Gradients, by default none.
  public init(
    output: Tensor<Float>? = nil, features: [Int: Activation] = [:],
    moments: [Int: [MomentsGradient]] = [:]
  ) {
    (self.output, self.features, self.moments) = (output, features, moments)
  }
}

/// The gradient of each trained tensor by name, in the order of `Parameter.values`.
public typealias ParameterGradients = [String: [Float]]

/// Gradient of a loss with respect to the moments of one plane.
public struct MomentsGradient: Equatable, Sendable {
  /// The gradient with respect to μ.
  public var mean: Double
  /// The gradient with respect to σ² (divisor n).
  public var variance: Double

  /// A gradient, by default 0.
  public init(mean: Double = 0, variance: Double = 0) {
    (self.mean, self.variance) = (mean, variance)
  }
}
