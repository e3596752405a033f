// SPDX-License-Identifier: MIT

import Networks
import Weights

extension WeightBases {
  /// The modes by the names that they have in a checkpoint.
  static let modes: [String: WritableKeyPath<WeightBases, Eigenbasis> & Sendable] = [
    "outputs": \.outputs, "taps": \.taps, "inputs": \.inputs,
  ]

  /// Bases of a checkpoint. - Throws: `TrainingError.foreignCheckpoint` for those of other weights.
  init(_ modes: [String: Eigenbasis], of parameter: Parameter?) throws(TrainingError) {
    guard var result = WeightBases(parameter?.shape ?? []) else {
      throw .foreignCheckpoint("there are bases of what is no convolution's weights")
    }
    for (kind, path) in Self.modes {
      guard let own = modes[kind], own.vectors.rows == result[keyPath: path].vectors.rows else {
        throw .foreignCheckpoint("the ‘\(kind)’ of bases do not fit the weights")
      }
      result[keyPath: path] = own
    }
    self = result
  }
}

extension Eigenbasis {
  /// Covariance and vectors, one behind the other.
  var tensor: WeightTensor {
    WeightTensor([2, vectors.rows, vectors.rows], floats: covariance.values + vectors.values)
  }

  /// What `tensor` made; nil for others.
  init?(_ tensor: WeightTensor) {
    let (shape, values) = (tensor.shape, tensor.floats)
    guard shape.count == 3, shape[0] == 2, shape[1] == shape[2] else { return nil }
    let half = shape[1] * shape[1]
    self.init(
      covariance: Matrix(shape[1], shape[1], Array(values[..<half])),
      vectors: Matrix(shape[1], shape[1], Array(values[half...])))
  }
}
