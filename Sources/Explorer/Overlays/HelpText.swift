// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import Settings

/// Text of the help: formula and explanation of each mode, and the keys.
struct HelpText {
  /// A line and its color.
  typealias Line = (text: String, role: CellStyle.Role)

  let glyphs: GlyphSet
  let settings: RenderSettings
  let page: Page

  /// Returns the lines of a topic before wrapping.
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

  private func explanation(of mode: NormalizationMode) -> [Line] {
    guard mode != .none else {
      return [
        ("none", .title), ("No normalization: y = x.", .text),
        ("m selects the next mode.", .faint),
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

  /// A name and its explanation, aligned in a column.
  private func item(_ name: String, _ text: String) -> Line {
    let width = max(9, Canvas.width(of: "\(gamma), \(beta)") + 2)
    return (name + String(repeating: " ", count: width - Canvas.width(of: name)) + text, .text)
  }

  private func pooled(_ mode: NormalizationMode) -> String {
    switch mode {
    case .batch: "\(mean), \(deviation) over N, H, W: all pictures of the batch together"
    case .instance, .conditional, .adaptive:
      "\(mean), \(deviation) over H, W: each channel of each picture separately"
    case .layer: "\(mean), \(deviation) over C, H, W: all channels of one picture together"
    case .group: "\(mean), \(deviation) over H, W and the channels of a group in one picture"
    case .none: ""
    }
  }

  private func source(of mode: NormalizationMode) -> String {
    if let network = settings.network { return source(of: mode, in: network) }
    return switch mode {
    case .batch, .instance, .layer, .group:
      "parameters, one per channel; initially the deviation and mean of the "
        + "bundled photographs (1 and 0 for a tensor)"
    case .conditional:
      "a row of a table with one row per style; weights mix rows and are used as given"
    case .adaptive:
      "\(styleEstimator) and \(mean) of the style picture"
    case .none: ""
    }
  }

  private func source(of mode: NormalizationMode, in network: NetworkSettings) -> String {
    let hasRows = !network.summary.styleNames.isEmpty
    return switch mode {
    case .batch, .instance, .layer, .group:
      "those of the site in any mode: "
        + (hasRows
          ? "the mixture of the network's rows"
          : network.selectedSite.defaultMode == .adaptive
            ? "the style's deviation and mean" : "parameters of the file")
    case .conditional where hasRows:
      "a row of the network's table with one row per style; weights mix rows and are used as given"
    case .conditional: "deviation and mean of the style pictures; weights are used as given"
    case .adaptive:
      "\(styleEstimator) and \(mean) of the style picture's features at this site"
    case .none: ""
    }
  }

  private var styleEstimator: String {
    settings.convention == .official ? glyphs.pick("√σ² (no ε)", "sqrt(var), no eps") : root
  }

  private func divisor(_ mode: NormalizationMode) -> String {
    let epsilon = "\(glyphs.epsilon) = \(NumberFormat.tiny(settings.epsilon)) inside the root"
    guard mode == .adaptive else { return "n (biased); \(epsilon)" }
    let divisor = settings.convention == .pytorch ? "n - 1 (unbiased)" : "n (biased)"
    return "\(divisor); \(epsilon); as in \(Self.source(of: settings.convention))"
  }

  private static func source(of convention: AdaINConvention) -> String {
    switch convention {
    case .paper: "the paper's equations"
    case .official: "the authors' Torch code"
    case .pytorch: "pytorch-AdaIN"
    }
  }

  private func extra(_ mode: NormalizationMode) -> [String] {
    switch mode {
    case .batch:
      [
        "Each picture keeps its difference from the batch, and with it its style. After training, "
          + "stored moments replace those of the batch; BN is then a fixed linear map.",
        "By default γ and β are the deviation and mean of the batch, so BN returns each picture "
          + "unchanged. Press x to see the normalized values.",
      ]
    case .instance:
      [
        "The mean and deviation of each channel are removed, and with them the picture's style.",
        "Some texts write y = \(gamma) \(times) (\(hat) + \(beta)) instead of the paper's "
          + "\(gamma) \(times) \(hat) + \(beta). The forms agree with \(beta)_text = \(beta) / "
          + "\(gamma) if \(gamma) is not 0; at \(gamma) = 0 the first form has no \(beta).",
      ]
    case .conditional:
      ["Weights need not sum to 1: half the weight gives half of \(gamma) and \(beta)."]
    case .adaptive:
      [
        "The style mix interpolates \(gamma) and \(beta): (1 - \(glyphs.alpha)) \(times) those of "
          + "the content + \(glyphs.alpha) \(times) those of the style, which equals interpolating "
          + "features. Weights of several styles are divided by their sum.",
        "In the color space " + glyphs.pick("lαβ", "lab of Ruderman")
          + " this is the color transfer of "
          + "Reinhard et al. 2001.",
      ]
    case .layer: ["The proportions between channels, and thus the colors, are preserved."]
    case .group: ["One group equals LN; as many groups as channels equal IN."]
    case .none: []
    }
  }

  private func paper(_ mode: NormalizationMode) -> String {
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

  /// Keys of the current page, then those that differ on the other pages.
  private var keys: [Line] {
    let pageBindings = Keymap.bindings(in: page.context)
    var known = pageBindings
    var lines = [("Keys on \(page.name)", CellStyle.Role.title)] + pageBindings.map(line)
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
