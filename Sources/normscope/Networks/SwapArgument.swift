// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import FileIO
import Networks
import Normalization
import Settings

/// Another normalization for a site, as the command line names it: SITE=MODE.
struct SwapArgument: ExpressibleByArgument {
  /// The site's name, or all.
  let site: String
  /// What is done there.
  let mode: Mode
  /// How many groups `group` has.
  let groups: Int

  init?(argument: String) {
    guard let equals = argument.lastIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    site = String(argument[..<equals])
    let words = argument[argument.index(after: equals)...].split(
      separator: ":", omittingEmptySubsequences: false)
    guard let mode = words.first.flatMap({ Mode(rawValue: String($0)) }) else { return nil }
    self.mode = mode
    switch (mode, words.count) {
    case (.none, 1), (.batch, 1), (.instance, 1), (.layer, 1), (.adaptive, 1), (.conditional, 1):
      groups = 1
    case (.group, 2):
      guard let count = Int(words[1]), count > 0 else { return nil }
      groups = count
    default: return nil
    }
  }

  /// What the site does with its γ and β; nil for nothing.
  func normalizer(_ affine: Affine, at site: Networks.Site) throws -> (any Normalizer)? {
    let epsilon = site.epsilon
    switch mode {
    case .batch: return BatchNorm(affine, epsilon: epsilon)
    case .layer: return LayerNorm(affine, epsilon: epsilon)
    case .group:
      guard site.channels % groups == 0 else {
        throw UsageError(
          "--swap \(self.site.printable)=group:\(groups): ‘\(site.name.printable)’ has "
            + "\(site.channels) channels, which \(groups) groups do not divide")
      }
      return GroupNorm(affine, groups: groups, epsilon: epsilon)
    case .adaptive where !site.takesStyle:
      throw UsageError(
        "--swap \(self.site.printable)=adaptive: ‘\(site.name.printable)’ takes no style here; "
          + "normscope apply gives it one")
    case .none: return nil
    default: return InstanceNorm(affine, epsilon: epsilon)
    }
  }
}
