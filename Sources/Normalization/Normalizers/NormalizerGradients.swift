// SPDX-License-Identifier: MIT

/// The gradients of a normalization.
public struct NormalizerGradients<Scalar: TensorScalar>: Equatable, Sendable {
  /// With respect to x.
  public var dx: Tensor<Scalar>
  /// dγ and dβ of every plane: N · C of them.
  public var planes: [ChannelAffine]

  /// dγ and dβ of every channel, where all pictures share γ and β.
  public var channels: [ChannelAffine] {
    var result = Array(repeating: ChannelAffine(gamma: 0, beta: 0), count: dx.shape.c)
    for (plane, own) in planes.enumerated() {
      result[plane % dx.shape.c].gamma += own.gamma
      result[plane % dx.shape.c].beta += own.beta
    }
    return result
  }
}
