// SPDX-License-Identifier: MIT

import Networks

extension Network {
  /// How many styles of its own it has: the fewest rows of γ and β at any site; 0 without sites.
  var styles: Int {
    description.sites.map { table(at: $0).count }.min() ?? 0
  }
}
