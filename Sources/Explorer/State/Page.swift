// SPDX-License-Identifier: MIT

/// Pages in the order of their digit keys.
public enum Page: Int, CaseIterable, Sendable {
  /// Content, style and result side by side.
  case preview
  /// Table of channels.
  case channels
  /// The content under several modes.
  case compare
  /// The pictures that batch normalization pools over.
  case batch
  /// Style bank and mixture.
  case styles
  /// Maps of all channels.
  case maps
  /// Mean and standard deviation of every channel as points.
  case scatter
  /// Loss curves of an experiment.
  case lab

  /// Digit key of the page.
  public var digit: Unicode.Scalar { Unicode.Scalar(UInt8(ascii: "1") + UInt8(rawValue)) }

  /// Context of the page’s keys.
  var context: Keymap.Context {
    switch self {
    case .preview: .preview
    case .channels: .channels
    case .compare: .compare
    case .batch: .batch
    case .styles: .styles
    case .maps: .maps
    case .scatter: .scatter
    case .lab: .lab
    }
  }

  /// Name on the tab.
  public var name: String {
    switch self {
    case .preview: "Preview"
    case .channels: "Channels"
    case .compare: "Compare"
    case .batch: "Batch"
    case .styles: "Styles"
    case .maps: "Maps"
    case .scatter: "Scatter"
    case .lab: "Lab"
    }
  }
}
