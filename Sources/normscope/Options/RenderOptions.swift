// SPDX-License-Identifier: MIT

import ArgumentParser
import Normalization
import Pictures
import Settings

extension ColorSpace: ExpressibleByArgument {}

/// Options of every command that runs a network: the command-line form of `RenderSettings`.
///
/// Without SITE=, `--mode`, `--epsilon`, `--groups`, `--gamma-factor` and `--beta-offset` apply to
/// all sites.
struct RenderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Name of a network, or its file; pixels for the picture's channels.", valueName: "NAME"))
  var network: String?
  @Option(help: ArgumentHelp("Selected site (default: the first).", valueName: "SITE"))
  var site: String?
  @Option(
    help: ArgumentHelp("Style picture and its weight in a mixture.", valueName: "PATH[:WEIGHT]"))
  var style: [StyleArgument] = []
  @OptionGroup var styleMix: StyleMixOptions
  @Option(
    name: [.customLong("mode"), .customLong("swap")],
    help: ArgumentHelp(
      "Normalization (default in pixel space: adaptive): batch, instance, conditional, "
        + "adaptive, layer, group[:G] or none.", valueName: "[SITE=]MODE"),
    transform: SiteArgument.parse)
  var mode: [SiteArgument<ModeArgument>] = []
  @Option(
    name: [.customLong("epsilon"), .customLong("site-epsilon")],
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("ε inside the root.", valueName: "[SITE=]E"),
    transform: SiteArgument.parse)
  var epsilon: [SiteArgument<EpsilonArgument>] = []
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Groups of channels of group normalization.", valueName: "G"))
  var groups: Int?
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Factor of γ; a list with one value per channel needs SITE= unless there is one site.",
      valueName: "[SITE=]v[,v…]"),
    transform: SiteArgument.parse)
  var gammaFactor: [SiteArgument<NumberList>] = []
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Offset of β, like --gamma-factor.", valueName: "[SITE=]v[,v…]"),
    transform: SiteArgument.parse)
  var betaOffset: [SiteArgument<NumberList>] = []
  @Option(
    help: ArgumentHelp(
      "Factor of γ and offset of β, for one channel or all.",
      valueName: "SITE[:CHANNEL]=FACTOR[,OFFSET]"),
    transform: SiteEditArgument.parse)
  var edit: [SiteEditArgument] = []
  @Option(
    name: [.customLong("identity-affine"), .customLong("bare")],
    help: ArgumentHelp("Site at which γ = 1 and β = 0 before edits.", valueName: "SITE"))
  var identityAffine: [String] = []
  @Option(
    help: ArgumentHelp(
      "Longest side of style pictures (default: --size).", valueName: "PIXELS"))
  var styleSize: Int?
  @Option(help: ArgumentHelp("Picture that BN pools with the content.", valueName: "PATH"))
  var batch: [String] = []
  @Option(help: "Color space of --network pixels (default: rgb).")
  var space: ColorSpace?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "γ of --network pixels (default: deviation of the bundled photographs).", valueName: "v[,v…]")
  )
  var gamma: NumberList?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "β of --network pixels (default: mean of the bundled photographs).", valueName: "v[,v…]"))
  var beta: NumberList?
  @Flag(help: "Equalize the luma of the content and of the batch first (AdaIN paper, Figure 1b).")
  var equalize = false
  @Option(
    help: ArgumentHelp(
      "Longest side of pictures (default: their original size).", valueName: "PIXELS"))
  var size: Int?

  func validate() throws {
    try size.map(OptionCheck.size)
    try styleSize.map { try OptionCheck.size($0, option: "--style-size") }
    if let groups, groups < 1 {
      throw ValidationError("--groups \(groups): must be at least 1")
    }
    try isPixels ? validatePixels() : validateNetwork()
  }

  /// Whether no network file is named.
  var isPixels: Bool { network == nil || network == "pixels" }

  private func validatePixels() throws {
    guard styleMix.styleIndex == nil, styleMix.styleWeights == nil, styleSize == nil else {
      throw ValidationError("--style-size, --style-index and --style-weights need --network NAME")
    }
  }

  private func validateNetwork() throws {
    guard space == nil || space == .rgb, gamma == nil, beta == nil else {
      throw ValidationError("--space, --gamma and --beta apply to --network pixels only")
    }
  }

  /// Whether modes and ε without `--network` are those of pixel space: no site is named, or one of
  /// pixel space is.
  var areForPixels: Bool {
    let modes = mode.map(\.site) + epsilon.map(\.site)
    guard !modes.isEmpty || groups != nil else { return false }
    let named = modes.compactMap { $0 } + (site.map { [$0] } ?? [])
    return named.allSatisfy { $0 == "all" || ColorSpace(rawValue: $0) != nil }
  }

  /// Whether any option is given, other than `--network` and `--size`.
  var areGiven: Bool {
    let isSiteGiven =
      site != nil || !mode.isEmpty || !epsilon.isEmpty || groups != nil || !gammaFactor.isEmpty
      || !betaOffset.isEmpty || !edit.isEmpty || !identityAffine.isEmpty
    let isStyleGiven =
      !style.isEmpty || styleMix.alpha != nil || styleMix.convention != nil
      || styleMix.styleIndex != nil
      || styleMix.styleWeights != nil || styleSize != nil
    return isSiteGiven || isStyleGiven || !batch.isEmpty || space != nil || gamma != nil
      || beta != nil || equalize
  }
}
