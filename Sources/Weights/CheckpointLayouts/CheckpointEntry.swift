// SPDX-License-Identifier: MIT

/// One tensor of a `CheckpointLayout`: its name, its source in the file, and its shape there.
struct CheckpointEntry: Equatable, Sendable {
  /// How a tensor is computed from those of the file.
  enum TensorSource: Equatable, Sendable {
    /// A copy of the named tensor.
    case tensor(String)
    /// The named tensor [C] as a table with one row, [1, C].
    case row(String)
    /// 8-bit indices `codes` into `table`, which has 256 values.
    case quantized(codes: String, table: String)
  }

  /// NormScope's name.
  var name: String
  var source: TensorSource
  /// The shape in the file.
  var shape: [Dimension]

  init(_ name: String, _ source: TensorSource, _ shape: [Dimension]) {
    (self.name, self.source, self.shape) = (name, source, shape)
  }

  /// Names of the source tensors in the file.
  var sources: [String] {
    switch source {
    case .tensor(let name), .row(let name): [name]
    case .quantized(let codes, let table): [codes, table]
    }
  }

  /// The entry for the same tensor in a file written by NormScope.
  var canonical: CheckpointEntry {
    if case .row = source { return CheckpointEntry(name, .tensor(name), [1] + shape) }
    return CheckpointEntry(name, .tensor(name), shape)
  }

  /// Returns the first source tensor with a wrong type or shape, or nil.
  ///
  /// - Parameter widths: values of the named dimensions found so far; new ones are added.
  func wrongTensor(
    _ tensors: NamedTensors, _ widths: inout [String: Int]
  ) -> CheckpointMismatch.WrongTensor? {
    for (index, name) in sources.enumerated() {
      guard let tensor = tensors[name] else { continue }
      let isTable = index == 1
      let expected: [Dimension] = isTable ? [256] : shape
      let isCodes = sources.count == 2 && !isTable
      guard Dimension.match(tensor.shape, expected, &widths),
        isCodes ? tensor.type == .uint8 : tensor.type.isFloating
      else {
        let shape = expected.map { $0.text(widths) }.joined(separator: "×")
        return CheckpointMismatch.WrongTensor(
          name: name, expected: "\(isCodes ? "U8" : "floating-point") \(shape)",
          found: tensor.description)
      }
    }
    return nil
  }

  /// Returns the tensor under NormScope's name; nil if a source is missing.
  /// - Precondition: `wrongTensor(_:_:)` is nil.
  func tensor(_ tensors: NamedTensors) -> WeightTensor? {
    guard let first = tensors[sources[0]] else { return nil }
    switch source {
    case .tensor: return first
    case .row: return WeightTensor(first.type, [1] + first.shape, bytes: first.bytes)
    case .quantized(_, let table):
      guard let values = tensors[table]?.floats else { return nil }
      return WeightTensor(first.shape, floats: first.bytes.map { values[Int($0)] })
    }
  }
}

/// One dimension of a shape in a layout: a fixed size, or a name whose size must be the same
/// everywhere.
enum Dimension: Equatable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  case fixed(Int)
  case named(String)

  init(integerLiteral value: Int) { self = .fixed(value) }

  init(stringLiteral name: String) { self = .named(name) }

  /// The size if it is known, otherwise the name. For error messages.
  func text(_ widths: [String: Int]) -> String {
    switch self {
    case .fixed(let value): "\(value)"
    case .named(let name): widths[name].map(String.init) ?? name
    }
  }

  /// Returns whether a shape matches, and adds the sizes of names seen for the first time.
  static func match(
    _ shape: [Int], _ dimensions: [Dimension], _ widths: inout [String: Int]
  ) -> Bool {
    guard shape.count == dimensions.count else { return false }
    var known = widths
    for (value, dimension) in zip(shape, dimensions) {
      switch dimension {
      case .fixed(let expected):
        if value != expected { return false }
      case .named(let name):
        if value < 1 || known[name, default: value] != value { return false }
        known[name] = value
      }
    }
    widths = known
    return true
  }
}
