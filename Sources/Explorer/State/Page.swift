// SPDX-License-Identifier: MIT

/// The views, in the order of their digit keys.
public enum Page: Int, CaseIterable, Sendable {
  /// Content, style and result side by side.
  case preview
  /// The table of channels.
  case channels
  /// The content under several modes at once.
  case compare
  /// The pictures that batch normalization pools over.
  case batch
  /// The bank of styles and their mixture.
  case styles
  /// The maps of all channels as a wall.
  case maps
  /// Mean and deviation of every channel as points.
  case scatter
  /// The curves of an experiment.
  case lab

  /// The key that shows it.
  public var digit: Unicode.Scalar { Unicode.Scalar(UInt8(ascii: "1") + UInt8(rawValue)) }

  /// The table that its keys are looked up in.
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

  /// The name on the tab.
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
