// SPDX-License-Identifier: MIT

import Networks

extension NetworkDescription {
  /// The channels that it takes: 3 of a picture, or those of the site that a decoder begins with.
  var inputs: Int {
    guard case .site(let site)? = (encoder + decoder).first else { return 3 }
    return site.channels
  }
}

extension Network {
  /// How many styles of its own it has: the fewest rows of γ and β at any site; 0 without sites.
  var styles: Int {
    description.sites.map { table(at: $0).count }.filter { $0 > 0 }.min() ?? 0
  }
}
