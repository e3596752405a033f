// SPDX-License-Identifier: MIT

/// The three numbers that stand for a pixel where a network of no layers normalizes.
public enum ColorSpace: String, CaseIterable, Sendable {
  /// sRGB as stored, 0…1 (IEC 61966-2-1).
  case rgb
  /// Linear light of the sRGB primaries, 0…1.
  case linear
  /// CIE L*a*b* (CIE 15) under D65; L* 0…100, a* and b* about −110…110.
  case lab
  /// Ruderman's lαβ, decimal logarithms: l about −5…0, α and β about −1…1. AdaIN in it is the color
  /// transfer of Reinhard et al. 2001.
  case ruderman

  /// The name for people.
  public var name: String {
    switch self {
    case .rgb: "RGB"
    case .linear: "linear RGB"
    case .lab: "CIE Lab"
    case .ruderman: "Ruderman lαβ"
    }
  }

  /// The channels’ names, in their order in a tensor.
  public var channelNames: [String] {
    switch self {
    case .rgb, .linear: ["R", "G", "B"]
    case .lab: ["L*", "a*", "b*"]
    case .ruderman: ["l", "α", "β"]
    }
  }
}
