// SPDX-License-Identifier: MIT

import Networks
import Weights

extension NetworkFile {
  /// How many styles of its own it has: the fewest rows of γ and β at any site; 0 without sites.
  var styles: Int {
    description.sites.flatMap(\.affineNames).map { tensors[$0].map(\.rows) ?? 0 }.min() ?? 0
  }
}

extension WeightTensor {
  /// Rows of a table [S, C]; a vector is one.
  fileprivate var rows: Int { shape.count == 2 ? shape[0] : 1 }
}

extension Networks.Site {
  /// The tensors with its γ and β in the file.
  fileprivate var affineNames: [String] {
    switch source {
    case .style, .none: []
    case .instance(let gamma, let beta), .batch(let gamma, let beta, _, _): [gamma, beta]
    }
  }
}
