// SPDX-License-Identifier: MIT

/// How the tensors of a file differ from the layout of a network that comes closest.
public struct LayoutMismatch: Error, Equatable, Sendable {
  /// A tensor of another type or shape.
  public struct Fault: Equatable, Sendable {
    /// Its name in the file.
    public var name: String
    /// The type and shape that the layout has.
    public var expected: String
    /// The type and shape that it has.
    public var found: String
  }

  /// The network that was asked for.
  public var kind: NetworkKind
  /// The layout that is closest.
  public var layout: String
  /// Names that the layout has and the file has not.
  public var missing: [String] = []
  /// Names that the file has and the layout has not.
  public var extra: [String] = []
  /// Tensors that both have, of other types or shapes.
  public var faults: [Fault] = []

  /// How far off it is.
  var size: Int { missing.count + extra.count + faults.count }
}

extension LayoutMismatch: CustomStringConvertible {
  /// The reason, to follow the file's name.
  public var description: String {
    var parts: [String] = []
    if !missing.isEmpty { parts.append("missing \(Self.list(missing))") }
    if !extra.isEmpty { parts.append("extra \(Self.list(extra))") }
    let faults = faults.map { "\($0.name) is \($0.found), not \($0.expected)" }
    if !faults.isEmpty { parts.append(Self.list(faults)) }
    return "it is not \(kind.rawValue) as \(layout) has it: \(parts.joined(separator: "; "))"
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(6).map(WeightError.short).joined(separator: ", ")
    return names.count > 6 ? "\(shown) and \(names.count - 6) more" : shown
  }
}
