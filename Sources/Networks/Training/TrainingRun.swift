// SPDX-License-Identifier: MIT

import COneDNN
import Normalization

/// A network over batches of one shape, forwards and then backwards. Not for two threads at once.
public final class TrainingRun {
  /// A run of a whole network, or of its encoder alone.
  ///
  /// `trained` are the names of the tensors that gradients are asked of; with `givesPicture` the
  /// picture has one too. - Throws: `NetworkError`.
  public init(
    _ network: Network, _ shape: Shape, encoderOnly: Bool = false, trained: Set<String> = [],
    givesPicture: Bool = false, mayTransform: Bool = true, threads: Int = defaultThreads
  ) throws(NetworkError) {
    preconditionFailure("not yet")
  }

  /// Other values for what is trained and for running moments.
  public func take(_ parameters: Parameters) { preconditionFailure("not yet") }

  /// Runs the network.
  public func forward(
    _ picture: Tensor<Float>, rows: [Int]? = nil, style: StyleMoments? = nil
  ) { preconditionFailure("not yet") }

  /// What the network gave.
  public var output: Tensor<Float> { preconditionFailure("not yet") }
  /// The moments of every plane at every level.
  public var levels: StyleMoments { preconditionFailure("not yet") }
  /// The activation at a level; holds until the run goes forward again.
  public func features(at level: Int) -> Activation { preconditionFailure("not yet") }

  /// Adds the gradients of what is trained; gives that of the picture where it was asked for.
  @discardableResult
  public func backward(
    from loss: Cotangents, into gradients: inout ParameterGradients
  ) -> Tensor<Float>? { preconditionFailure("not yet") }
  /// What the last loss said of the style's moments.
  public private(set) var styleGradients: [Int: [MomentsGradient]] = [:]

  /// Batch normalization's running moments move on by the last batch.
  public func updateRunningMoments(in parameters: inout Parameters) {
    preconditionFailure("not yet")
  }
}
