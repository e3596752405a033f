// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import Normalization
import Settings

/// Where `normalize` takes γ and β from.
struct AffineOptions: ParsableArguments {
  @Option(help: ArgumentHelp("γ: [C], or [S, C] for conditional.", valueName: "G.npy"))
  var gamma: String?
  @Option(help: ArgumentHelp("β: [C], or [S, C] for conditional.", valueName: "B.npy"))
  var beta: String?
  @Option(help: ArgumentHelp("The style's tensor for adaptive, any H×W.", valueName: "S.npy"))
  var style: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The row for conditional, from 0.", valueName: "K"))
  var styleIndex: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weights over the rows for conditional, used as given.", valueName: "w,w,…"))
  var styleWeights: NumberList?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The style mix for adaptive; 1 by default.", valueName: "A"))
  var alpha: Double?
  @Option(help: "paper, official or pytorch: which divisor and ε adaptive uses.")
  var convention: Convention?

  /// Says which options do not go with the mode.
  func validate(for mode: Mode) throws {
    if let alpha { try OptionCheck.alpha(alpha) }
    let strangers: [(Bool, String, Bool)] = [
      (style != nil, "--style goes with --mode adaptive", mode == .adaptive),
      (alpha != nil, "--alpha goes with --mode adaptive", mode == .adaptive),
      (convention != nil, "--convention goes with --mode adaptive", mode == .adaptive),
      (styleIndex != nil, "--style-index goes with --mode conditional", mode == .conditional),
      (styleWeights != nil, "--style-weights goes with --mode conditional", mode == .conditional),
      (gamma != nil, "--gamma does not go with adaptive: the style gives γ", mode != .adaptive),
      (beta != nil, "--beta does not go with adaptive: the style gives β", mode != .adaptive),
    ]
    for (isGiven, sentence, isAllowed) in strangers where isGiven && !isAllowed {
      throw ValidationError(sentence)
    }
    try requireSource(for: mode)
  }

  private func requireSource(for mode: Mode) throws {
    if mode == .adaptive && style == nil {
      throw ValidationError("--mode adaptive needs --style S.npy")
    }
    guard mode == .conditional else { return }
    guard gamma != nil || beta != nil else {
      throw ValidationError("--mode conditional needs --gamma G.npy or --beta B.npy of [S, C]")
    }
    guard (styleIndex == nil) != (styleWeights == nil) else {
      throw ValidationError("--mode conditional needs one of --style-index and --style-weights")
    }
  }
}
