// SPDX-License-Identifier: MIT

/// An extent of a shape in a layout: a number, or a width with a name, the same wherever it stands.
enum Extent: Equatable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  case exactly(Int)
  case width(String)

  init(integerLiteral value: Int) { self = .exactly(value) }

  init(stringLiteral name: String) { self = .width(name) }

  /// The extent once widths are known, for an error.
  func text(_ widths: [String: Int]) -> String {
    switch self {
    case .exactly(let value): "\(value)"
    case .width(let name): widths[name].map(String.init) ?? name
    }
  }

  /// Whether extents are these; widths that were not known before are then.
  static func match(_ shape: [Int], _ extents: [Extent], _ widths: inout [String: Int]) -> Bool {
    guard shape.count == extents.count else { return false }
    var known = widths
    for (value, extent) in zip(shape, extents) {
      switch extent {
      case .exactly(let wanted):
        if value != wanted { return false }
      case .width(let name):
        if value < 1 || known[name, default: value] != value { return false }
        known[name] = value
      }
    }
    widths = known
    return true
  }
}
