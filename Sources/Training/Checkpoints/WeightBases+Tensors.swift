// SPDX-License-Identifier: MIT

import Networks
import Weights

extension WeightBases {
  /// The modes, and what they are called in a checkpoint.
  static let modes: [(name: String, path: KeyPath<WeightBases, Eigenbasis> & Sendable)] = [
    ("inputs", \.inputs), ("outputs", \.outputs), ("taps", \.taps),
  ]

  /// Bases of a checkpoint. - Throws: `TrainingError.foreignCheckpoint` for those of other weights.
  init(_ modes: [String: Eigenbasis], of parameter: Parameter?) throws(TrainingError) {
    let shape = parameter?.shape ?? []
    guard let outputs = modes["outputs"], let taps = modes["taps"], let inputs = modes["inputs"],
      shape.count == 4
    else { throw .foreignCheckpoint("there are bases of what is no convolution's weights") }
    let (count, isTooMany) = shape[2].multipliedReportingOverflow(by: shape[3])
    guard !isTooMany, [outputs, taps, inputs].map(\.vectors.rows) == [shape[0], count, shape[1]]
    else { throw .foreignCheckpoint("bases do not fit the weights") }
    self.init(outputs: outputs, taps: taps, inputs: inputs)
  }
}

extension Eigenbasis {
  /// Covariance and vectors, one behind the other.
  var tensor: WeightTensor {
    WeightTensor([2, vectors.rows, vectors.rows], floats: covariance.values + vectors.values)
  }

  /// What `tensor` made. - Throws: `TrainingError.foreignCheckpoint` for others.
  init(_ tensor: WeightTensor) throws(TrainingError) {
    let (shape, values) = (tensor.shape, tensor.floats)
    guard shape.count == 3, shape[0] == 2, shape[1] == shape[2] else {
      throw .foreignCheckpoint("a basis has \(shape.count) extents that are no two squares")
    }
    let half = values.count / 2
    self.init(
      covariance: Matrix(shape[1], shape[1], Array(values[..<half])),
      vectors: Matrix(shape[1], shape[1], Array(values[half...])))
  }
}
