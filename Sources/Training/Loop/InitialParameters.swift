// SPDX-License-Identifier: MIT

import Networks
import Normalization

extension NetworkDescription {
  /// Returns initial parameters; the same seed gives the same values.
  ///
  /// Weights are uniform in ±√(6 / fan-in) (He et al. 2015), biases 0, γ and running variances 1, β
  /// and running means 0. - Parameter styles: number of rows of γ and β; with 1 their shape is [C].
  public func initialParameters(seed: UInt64, styles: Int = 1) -> Parameters {
    var (random, result) = (SplitMix(seed: seed), Parameters())
    for layer in convolutions {
      let shape = layer.weightShape
      let bound = (6 / Float(shape.dropFirst().reduce(1, *))).squareRoot()
      let values = (0..<shape.reduce(1, *)).map { _ in
        Float.random(in: -bound...bound, using: &random)
      }
      result[layer.name + ".weight"] = Parameter(shape, values)
      if layer.hasBias { result[layer.name + ".bias"] = .constant(0, [layer.outputs]) }
    }
    for site in sites {
      let table = styles > 1 ? [styles, site.channels] : [site.channels]
      switch site.source {
      case .style, .none: break
      case .instance(let gamma, let beta):
        (result[gamma], result[beta]) = (.constant(1, table), .constant(0, table))
      case .batch(let gamma, let beta, let mean, let variance):
        (result[gamma], result[beta]) = (.constant(1, table), .constant(0, table))
        (result[mean], result[variance]) = (
          .constant(0, [site.channels]), .constant(1, [site.channels])
        )
      }
    }
    return result
  }
}

extension Parameter {
  fileprivate static func constant(_ value: Float, _ shape: [Int]) -> Parameter {
    Parameter(shape, Array(repeating: value, count: shape.reduce(1, *)))
  }
}

extension TrainingState {
  /// Adds the residual blocks that a description has and the network does not have yet.
  ///
  /// The second convolution of a new block is 0, so the block is the identity, and the norm after
  /// it measures the same moments as the norm before it: the network's output stays the same up to
  /// ε (as in Net2Net, Chen et al. 2016).
  public mutating func addResidualBlocks(of description: NetworkDescription) {
    for (name, value) in description.initialParameters(seed: record.hyperparameters.seed) {
      guard parameters[name] == nil else { continue }
      let isSecondConvolution = name.hasSuffix(".b.weight")
      parameters[name] =
        isSecondConvolution ? Parameter(value.shape, value.values.map { _ in 0 }) : value
    }
  }
}
