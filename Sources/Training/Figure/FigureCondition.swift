// SPDX-License-Identifier: MIT

/// What becomes of each square of a photograph before Figure 1 of the AdaIN paper trains on it.
public enum FigureCondition: String, CaseIterable, Codable, Sendable {
  /// (a) Nothing.
  case original
  /// (b) The histogram of its luma is equalized, so that all have one contrast.
  case contrast
  /// (c) It goes through a network of another style, so that all have one style.
  case style

  /// What the photographs are called then.
  public var title: String {
    switch self {
    case .original: "original"
    case .contrast: "contrast-normalized"
    case .style: "style-normalized"
    }
  }
}
