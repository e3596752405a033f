// SPDX-License-Identifier: MIT

/// How text is written.
public enum GlyphSet: Equatable, Sendable {
  /// With Greek letters, rules and blocks.
  case unicode
  /// In ASCII, for terminals and locales without UTF-8.
  case ascii

  /// Chooses between the two.
  func pick(_ unicode: String, _ ascii: String) -> String {
    self == .unicode ? unicode : ascii
  }

  /// γ.
  var gamma: String { pick("γ", "gamma") }
  /// β.
  var beta: String { pick("β", "beta") }
  /// α.
  var alpha: String { pick("α", "alpha") }
  /// ε.
  var epsilon: String { pick("ε", "eps") }
  /// μ.
  var mean: String { pick("μ", "mean") }
  /// σ.
  var deviation: String { pick("σ", "dev") }
  /// x̂.
  var hat: String { pick("x̂", "xhat") }
  /// The mark of text that was cut.
  var ellipsis: String { pick("…", "~") }
}
