// SPDX-License-Identifier: MIT

/// What becomes of the photographs before Figure 1 of the AdaIN paper trains on them.
public enum FigureCondition: String, CaseIterable, Codable, Sendable {
  /// (a) Nothing.
  case original
  /// (b) The histogram of their luma is equalized, so that all have one contrast.
  case contrast
  /// (c) They go through a network of another style, so that all have one style.
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
