// SPDX-License-Identifier: MIT

import Normalization

/// What a loss says of the results of a run: its gradients. What is left out has none.
public struct Cotangents {
  /// With respect to the picture that the network gives.
  public var output: Tensor<Float>?
  /// With respect to the activation at a level.
  public var features: [Int: Activation]
  /// With respect to the moments of each plane at a level: N · C of them.
  public var moments: [Int: [MomentsGradient]]

  /// Gradients, by default none.
  public init(
    output: Tensor<Float>? = nil, features: [Int: Activation] = [:],
    moments: [Int: [MomentsGradient]] = [:]
  ) {
    (self.output, self.features, self.moments) = (output, features, moments)
  }
}

/// The gradient of each trained tensor by its name, in the order of `Parameter.values`.
public typealias ParameterGradients = [String: [Float]]
