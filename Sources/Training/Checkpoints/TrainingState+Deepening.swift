// SPDX-License-Identifier: MIT

import Networks

extension TrainingState {
  /// Gives the network the residual blocks that a description has and it has not.
  ///
  /// Their second convolution begins at 0, so that they add nothing, and the norm behind each finds the
  /// moments that the one before gave: the network does what it did.
  public mutating func deepen(to description: NetworkDescription) {
    for (name, value) in description.beginning(seed: record.plan.seed) {
      guard parameters[name] == nil else { continue }
      let isLast = name.hasSuffix(".b.weight")
      parameters[name] =
        isLast ? Parameter(value.shape, value.values.map { _ in 0 }) : value
    }
  }
}
