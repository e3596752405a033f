// SPDX-License-Identifier: MIT

import Explorer
import Networks
import Normalization

/// Makes the recipe of each site of a network from a setup: where γ and β come from.
///
/// A site that takes the moments of a level has them from the styles' pictures. α mixes them with the
/// content's own: with exactly what it is divided by where its features enter the site as they are
/// (Huang & Belongie 2017, equation 14); at the sites that follow with what it gives as a style, for
/// what enters there is no content's any more. Elsewhere γ and β are the file's, or under AdaIN the
/// moments of the style where it goes through the network at the same site.
struct SiteCook {
  let setup: Setup
  let choice: NetworkChoice
  let network: Network
  /// What a style picture gives at levels and sites.
  let measure: (StyleChoice) throws -> StyleMeasure
  /// The moments of each content picture at a level, C for each.
  let own: (Int) throws -> [[Moments]]

  /// One recipe a site, in order.
  func recipes() throws -> [SiteRecipe] {
    try network.description.sites.enumerated().map { try recipe(of: $1, $0) }
  }

  private func recipe(of site: Networks.Site, _ index: Int) throws -> SiteRecipe {
    let treatment = choice.treatments[index]
    guard treatment.groups > 0, site.channels % treatment.groups == 0 else {
      throw UsageError(
        "\(treatment.groups) groups do not divide \(site.channels) channels evenly")
    }
    let style = try styleAffine(of: site, index, treatment)
    let start = try style ?? parameters(at: site)
    let isMixed = style != nil && treatment.mode != .conditional && setup.alpha != 1
    var (affines, alpha) = ([start], isMixed ? setup.alpha : 1)
    if isMixed, case .style(let level) = site.source, !network.description.takesLevel(site) {
      affines = try own(level).map { moments in
        .mixture(
          [Affine(of: moments, root: root(treatment)), start], weights: [1 - alpha, alpha])
      }
      alpha = 1
    }
    return SiteRecipe(
      treatment: treatment, affines: affines, style: style, alpha: alpha,
      convention: treatment.mode == .adaptive ? setup.convention : .paper,
      running: treatment.isRunning ? network.running(at: site) : nil)
  }

  /// γ and β that styles give; nil where parameters count.
  private func styleAffine(
    of site: Networks.Site, _ index: Int, _ treatment: Treatment
  ) throws -> Affine? {
    let takesLevel = if case .style = site.source { true } else { false }
    guard treatment.mode.usesStyles || takesLevel else { return nil }
    if treatment.mode == .none { return nil }
    if treatment.mode == .conditional, !choice.network.rows.isEmpty {
      return try parameters(at: site)
    }
    guard !setup.styles.isEmpty else {
      throw UsageError(
        "‘\(choice.network.name.printable)’ takes \(Self.letters) from a style: --style PATH, "
          + "or s in the explorer")
    }
    let root = root(treatment)
    let affines = try setup.styles.map { style in
      Affine(of: try measure(style).moments(at: site, index), root: root)
    }
    return try mixture(affines, isGiven: treatment.mode == .conditional)
  }

  /// The root that makes a style's γ.
  private func root(_ treatment: Treatment) -> Root {
    treatment.mode == .adaptive
      ? setup.convention.styleRoot(epsilon: treatment.epsilon) : Root(epsilon: treatment.epsilon)
  }

  private static let letters = "γ and β"

  /// Weights as given for CIN, divided by their sum elsewhere.
  private func mixture(_ affines: [Affine], isGiven: Bool) throws -> Affine {
    let weights = setup.styles.map(\.weight)
    if isGiven { return .mixture(affines, weights: weights) }
    guard weights.reduce(0, +) != 0 else {
      throw UsageError("the style weights sum to 0, and AdaIN divides by their sum")
    }
    return AdaptiveInstanceNorm.blend(affines, weights: weights)
  }

  /// γ and β of the file: a row, or the mixture of rows; 1 and 0 where it has none.
  private func parameters(at site: Networks.Site) throws -> Affine {
    let table = network.table(at: site)
    guard let first = table.first else { return .identity(channels: site.channels) }
    if table.count == 1 || choice.rows.isEmpty { return first }
    let chosen = choice.rows.sorted { ($0.row ?? 0) < ($1.row ?? 0) }
    let rows = try chosen.map { style in
      guard let row = style.row, table.indices ~= row else {
        throw UsageError("‘\(choice.network.name.printable)’ has no style \(style.path)")
      }
      return table[row]
    }
    return .mixture(rows, weights: chosen.map(\.weight))
  }
}
