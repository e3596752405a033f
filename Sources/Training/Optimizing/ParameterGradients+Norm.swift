// SPDX-License-Identifier: MIT

import Networks

extension ParameterGradients {
  /// √Σg² over all values of all tensors, summed in Double by the tensors' names.
  public var norm: Double {
    keys.sorted().reduce(0.0) { sum, name in
      (self[name] ?? []).reduce(sum) { $0 + Double($1) * Double($1) }
    }.squareRoot()
  }

  /// Scales all values so that the norm is `most` at most (Pascanu et al. 2013), and gives the norm
  /// that it was. One that is no number leaves all as it is.
  @discardableResult
  public mutating func clip(to most: Double) -> Double {
    let norm = norm
    if norm > most && norm.isFinite {
      let factor = Float(most / norm)
      for name in keys {
        self[name]?.withUnsafeMutableBufferPointer { values in
          for i in values.indices { values[i] *= factor }
        }
      }
    }
    return norm
  }
}
