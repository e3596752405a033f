// SPDX-License-Identifier: MIT

import Networks
import Normalization

extension NetworkDescription {
  /// The values that a training begins with; one seed, one set.
  ///
  /// Weights are uniform in ±√(6 / inputs of an output) (He et al. 2015), biases 0, γ and running
  /// variances 1, β and running means 0. - Parameter styles: rows of γ and β; 1 gives them as [C].
  public func beginning(seed: UInt64, styles: Int = 1) -> Parameters {
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
