// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import Explorer
import FileIO
import Foundation
import Normalization
import Pictures
import Settings

extension ColorSpace: ExpressibleByArgument {}

/// What `explore` and `apply` have in common.
struct SetupOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A style, with its weight in a mixture.", valueName: "PATH[:WEIGHT]"))
  var style: [StyleArgument] = []
  @Option(help: ArgumentHelp("Another picture that BN pools over.", valueName: "PATH"))
  var batch: [String] = []
  @Option(help: "batch, instance, conditional, adaptive, layer, group or none.")
  var mode: Mode?
  @Option(help: "rgb, linear, lab or ruderman (lαβ): the channels that are normalized.")
  var space: ColorSpace = .rgb
  @Option(parsing: .unconditional, help: "The style mix of adaptive: 0 the content, 1 the style.")
  var alpha = 1.0
  @Option(parsing: .unconditional, help: "ε inside the root.")
  var epsilon: Double?
  @Option(help: "paper, official or pytorch: the divisor and ε of adaptive.")
  var convention: Convention = .paper
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Groups of channels for group.", valueName: "G"))
  var groups: Int?
  @Flag(help: "Equalize the luma of content and batch first: Figure 1b of the AdaIN paper.")
  var equalize = false

  func validate() throws {
    try epsilon.map(OptionCheck.epsilon)
    try OptionCheck.alpha(alpha)
    if let groups, groups < 1 {
      throw ValidationError("--groups \(groups): 1 or more are needed")
    }
  }

  /// Whether it is said what is done at a site.
  var treatsSite: Bool { mode != nil || epsilon != nil || groups != nil }

  /// Does what is said at the site of a network that is looked at; BN is that of the batch.
  func treat(_ choice: inout NetworkSettings) {
    if let mode { (choice.siteSettings.mode, choice.siteSettings.isRunning) = (mode, false) }
    choice.siteSettings.epsilon = epsilon ?? choice.siteSettings.epsilon
    choice.siteSettings.groups = groups ?? choice.siteSettings.groups
  }

  /// The setup for a content, with the pictures that come along where none are named.
  func settings(content: String, others: [String]) -> RenderSettings {
    let input: Input =
      content.isArrayName ? .tensor(path: content, index: 0) : .picture(path: content)
    var settings = RenderSettings(input: input, styles: style.map(\.choice), batch: batch)
    settings.mode = mode ?? (input.isPicture ? .adaptive : .instance)
    if settings.batch.isEmpty {
      // However it is spelled, the content is not pooled with itself.
      let own = FileIdentity(content)
      settings.batch = others.filter { FileIdentity($0) != own }
    }
    (settings.space, settings.alpha, settings.epsilon) = (space, alpha, epsilon ?? 1e-5)
    (settings.convention, settings.groups, settings.isEqualized) = (
      convention, groups ?? 1, equalize
    )
    return settings
  }

  /// Whether a command line has any of these options, also with the value that is the default.
  static func areGiven(in arguments: [String]) -> Bool {
    let names = Mirror(reflecting: SetupOptions()).children.compactMap(\.label).map(optionName)
    return arguments.contains { word in
      names.contains { word == $0 || word.hasPrefix($0 + "=") }
    }
  }

  /// `_gammaFactor`, as property wrappers are stored, is --gamma-factor.
  private static func optionName(_ label: String) -> String {
    label.drop { $0 == "_" }.reduce("--") { name, letter in
      letter.isUppercase ? name + "-" + letter.lowercased() : name + String(letter)
    }
  }
}
