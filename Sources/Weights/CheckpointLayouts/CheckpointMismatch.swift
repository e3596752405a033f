// SPDX-License-Identifier: MIT

/// Differences between the tensors of a file and the closest layout of the requested network.
public struct CheckpointMismatch: Error, Equatable, Sendable {
  /// A tensor whose type or shape differs from the layout.
  public struct WrongTensor: Equatable, Sendable {
    /// Its name in the file.
    public var name: String
    /// Type and shape in the layout.
    public var expected: String
    /// Type and shape in the file.
    public var found: String
  }

  /// The requested network.
  public var kind: NetworkKind
  /// Name of the closest layout.
  public var layout: String
  /// What stands before the tensor names in the file, such as `state_dict.module.`; it is not part
  /// of the names in `missing` and `wrongTensors`.
  public var prefix = ""
  /// Names in the layout that are not in the file.
  public var missing: [String] = []
  /// Names in the file that are not in the layout.
  public var extra: [String] = []
  /// Tensors in both with different types or shapes.
  public var wrongTensors: [WrongTensor] = []

  /// Number of differences.
  var count: Int { missing.count + extra.count + wrongTensors.count }
}

extension CheckpointMismatch: CustomStringConvertible {
  /// The message without the file name.
  public var description: String {
    var parts: [String] = []
    if !missing.isEmpty { parts.append("missing \(WeightError.list(missing))") }
    if !extra.isEmpty { parts.append("extra \(WeightError.list(extra))") }
    let wrong = wrongTensors.map { "\($0.name) is \($0.found), expected \($0.expected)" }
    if !wrong.isEmpty { parts.append(WeightError.list(wrong)) }
    let place = prefix.isEmpty ? "" : " under ‘\(WeightError.short(prefix))’"
    return "tensors\(place) do not match network ‘\(kind.rawValue)’ (compared with \(layout)): "
      + parts.joined(separator: "; ")
  }
}
