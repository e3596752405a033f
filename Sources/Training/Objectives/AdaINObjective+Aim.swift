// SPDX-License-Identifier: MIT

extension AdaINObjective {
  /// What contents should come to.
  public enum Aim: Equatable, Sendable {
    /// The content's own relu4_1 as it is, which `evaluate` measures.
    case own
    /// The content's own relu4_1, instance-normalized.
    case normalized
    /// What AdaIN makes of relu`level`_1 (Huang & Belongie 2017, equation 12); no level behind it is
    /// looked at.
    case adain(level: Int)

    /// Where content is looked at.
    var level: Int {
      switch self {
      case .own, .normalized: LossNetwork.content
      case .adain(let level): level
      }
    }
  }
}
