// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import Normalization
import Settings

/// What is turned at a site of a network, as the command line names it: SITE[:CHANNEL]=FACTOR,OFFSET.
struct SiteEditArgument: ExpressibleByArgument {
  /// The site's name, or all.
  let site: String
  /// The channel; nil for every one.
  let channel: Int?
  /// The factor on γ and the offset on β.
  let edit: AffineEdit

  init?(argument: String) {
    guard let equals = argument.lastIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    let figures = argument[argument.index(after: equals)...]
      .split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard (1...2).contains(figures.count), let factor = figures[0] else { return nil }
    guard let offset = figures.count == 2 ? figures[1] : 0 else { return nil }
    guard factor.isFinite && offset.isFinite else { return nil }
    edit = AffineEdit(factor: factor, offset: offset)
    let place = argument[..<equals]
    if let colon = place.lastIndex(of: ":"), let number = Int(place[place.index(after: colon)...]) {
      guard number >= 0, colon != place.startIndex else { return nil }
      (site, channel) = (String(place[..<colon]), number)
    } else {
      (site, channel) = (String(place), nil)
    }
  }
}

/// ε at a site of a network, as the command line names it: SITE=E.
struct SiteEpsilonArgument: ExpressibleByArgument {
  /// The site's name, or all.
  let site: String
  /// ε inside the root.
  let epsilon: Double

  init?(argument: String) {
    guard let equals = argument.lastIndex(of: "="), equals != argument.startIndex,
      let value = Double(argument[argument.index(after: equals)...]), value.isFinite, value >= 0
    else { return nil }
    (site, epsilon) = (String(argument[..<equals]), value)
  }
}
