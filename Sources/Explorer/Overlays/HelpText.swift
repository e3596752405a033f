// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import Settings

/// What the help says: the formula of each mode, and the keys.
struct HelpText {
  /// A line and its ink.
  typealias Line = (text: String, role: CellStyle.Role)

  let glyphs: GlyphSet
  let settings: RenderSettings
  let page: Page

  /// The lines for a topic, not yet wrapped.
  func lines(_ topic: HelpTopic) -> [Line] {
    switch topic {
    case .keys: keys
    case .command(let lines):
      [("The command line of this result", .title)] + lines.map { ($0.printable, .value) }
    case .mode(let mode): explanation(of: mode) + [("", .text)] + keys
    }
  }

  private var gamma: String { glyphs.gamma }
  private var beta: String { glyphs.beta }
  private var mean: String { glyphs.pick("μ", "mean") }
  private var deviation: String { glyphs.pick("σ", "dev") }
  private var root: String { glyphs.pick("√(σ² + ε)", "sqrt(var + eps)") }
  private var hat: String { glyphs.hat }
  private var times: String { glyphs.pick("·", "*") }

  private func explanation(of mode: Mode) -> [Line] {
    guard mode != .none else {
      return [
        ("none", .title), ("The content as it is: y = x.", .text),
        ("m goes on to the normalizations.", .faint),
      ]
    }
    let shared: [Line] = [
      ("\(mode.abbreviation)  \(mode.name)", .title),
      ("y = \(gamma) \(times) \(hat) + \(beta),   \(hat) = (x - \(mean)) / \(root)", .value),
      item("pooled", pooled(mode)),
      item("\(gamma), \(beta)", source(of: mode)),
      item("divisor", divisor(mode)),
    ]
    return shared + extra(mode).map { ($0, .text) } + [(paper(mode), .faint)]
  }

  /// A name and its explanation, all in one column.
  private func item(_ name: String, _ text: String) -> Line {
    let width = max(9, Canvas.width(of: "\(gamma), \(beta)") + 2)
    return (name + String(repeating: " ", count: width - Canvas.width(of: name)) + text, .text)
  }

  private func pooled(_ mode: Mode) -> String {
    switch mode {
    case .batch: "\(mean), \(deviation) over N, H, W: every picture of the batch together"
    case .instance, .conditional, .adaptive:
      "\(mean), \(deviation) over H, W: each channel of one picture by itself"
    case .layer: "\(mean), \(deviation) over C, H, W: all channels of one picture together"
    case .group: "\(mean), \(deviation) over a group of channels, H, W of one picture"
    case .none: ""
    }
  }

  private func source(of mode: Mode) -> String {
    if let network = settings.network { return source(of: mode, in: network) }
    return switch mode {
    case .batch, .instance, .layer, .group:
      "parameters, one a channel; here they start at the deviation and mean of the "
        + "photographs that come along (1 and 0 for a tensor)"
    case .conditional: "a row of a table, one row a style; weights mix rows and are used as given"
    case .adaptive:
      "the style's own \(styleEstimator) and \(mean), measured on its picture"
    case .none: ""
    }
  }

  private func source(of mode: Mode, in network: NetworkSettings) -> String {
    let hasRows = !network.summary.rows.isEmpty
    return switch mode {
    case .batch, .instance, .layer, .group:
      "the site's own, whatever the normalization: "
        + (hasRows
          ? "the mixture of the network's rows"
          : network.selectedSite.own == .adaptive
            ? "the style's deviation and mean" : "those of the file")
    case .conditional where hasRows:
      "a row of the network's table, one row a style; weights mix rows and are used as given"
    case .conditional: "the styles' deviations and means as rows; weights are used as given"
    case .adaptive:
      "the style's own \(styleEstimator) and \(mean), measured where its picture goes through the network"
    case .none: ""
    }
  }

  private var styleEstimator: String {
    settings.convention == .official ? glyphs.pick("√σ² (no ε)", "sqrt(var), no eps") : root
  }

  private func divisor(_ mode: Mode) -> String {
    let epsilon = "\(glyphs.epsilon) = \(NumberFormat.tiny(settings.epsilon)) inside the root"
    guard mode == .adaptive else { return "n (biased); \(epsilon)" }
    let divisor = settings.convention == .pytorch ? "n - 1 (unbiased)" : "n (biased)"
    return "\(divisor); \(epsilon); after \(Self.source(of: settings.convention))"
  }

  private static func source(of convention: Convention) -> String {
    switch convention {
    case .paper: "the paper's equations"
    case .official: "the authors' Torch code"
    case .pytorch: "pytorch-AdaIN"
    }
  }

  private func extra(_ mode: Mode) -> [String] {
    switch mode {
    case .batch:
      [
        "Each picture keeps what it differs in from the batch: its own style. After training "
          + "running moments take the batch's place; then BN is a fixed line.",
        "While the batch is the photographs that come along, BN with their own deviation and mean "
          + "gives each back as it was; x shows what it subtracted and divided by.",
      ]
    case .instance:
      [
        "Whatever mean and deviation a channel had is gone: the picture's style is normalized.",
        "A note may write y = \(gamma) \(times) (\(hat) + \(beta)). The paper's form is "
          + "\(gamma) \(times) \(hat) + \(beta); both agree with \(beta)_note = \(beta) / \(gamma) "
          + "where \(gamma) is not 0. At \(gamma) = 0 the note's form cannot hold a \(beta).",
      ]
    case .conditional:
      ["Weights need not sum to 1: half the weight is half of \(gamma) and \(beta)."]
    case .adaptive:
      [
        "The style mix acts on the affine: (1 - \(glyphs.alpha)) \(times) the content's own + "
          + "\(glyphs.alpha) \(times) the style's, which is the same as mixing features. "
          + "Weights of several styles are divided by their sum.",
        "In the space " + glyphs.pick("lαβ", "lab of Ruderman") + " this is the color transfer of "
          + "Reinhard et al. 2001.",
      ]
    case .layer: ["The proportions between channels, and so their colors, stay."]
    case .group: ["One group is LN; as many groups as channels are IN."]
    case .none: []
    }
  }

  private func paper(_ mode: Mode) -> String {
    switch mode {
    case .batch: "Ioffe & Szegedy 2015"
    case .instance: "Ulyanov, Vedaldi & Lempitsky 2016"
    case .conditional: "Dumoulin, Shlens & Kudlur 2017"
    case .adaptive: "Huang & Belongie 2017, equation 8"
    case .layer: "Ba, Kiros & Hinton 2016"
    case .group: "Wu & He 2018"
    case .none: ""
    }
  }

  /// The keys of the page that is shown, then what is different on the others.
  private var keys: [Line] {
    let own = Keymap.bindings(in: page.context)
    var known = own
    var lines = [("Keys on \(page.name)", CellStyle.Role.title)] + own.map(line)
    for other in Page.allCases where other != page {
      let new = Keymap.bindings(in: other.context).filter { !known.contains($0) }
      known += new
      if !new.isEmpty { lines += [("", .text), ("On \(other.name)", .title)] + new.map(line) }
    }
    return lines
  }

  private func line(_ binding: Binding) -> Line {
    let pad = String(repeating: " ", count: max(1, 11 - Canvas.width(of: binding.shown)))
    return (binding.shown + pad + binding.help, .text)
  }
}
