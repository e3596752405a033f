// SPDX-License-Identifier: MIT

/// One tensor of a network: its name here, where it comes from, and its shape.
struct LayoutLine: Equatable, Sendable {
  /// How a tensor is made from those of a file.
  enum Source: Equatable, Sendable {
    /// It is the tensor of that name.
    case tensor(String)
    /// It is the tensor of that name, [C], as a table of one row, [1, C].
    case row(String)
    /// Its values are `table`'s 256 at the places that `codes` tells.
    case coded(codes: String, table: String)
  }

  var name: String
  var source: Source
  /// The shape in the file.
  var shape: [Extent]

  init(_ name: String, _ source: Source, _ shape: [Extent]) {
    (self.name, self.source, self.shape) = (name, source, shape)
  }

  /// The names in the file.
  var sources: [String] {
    switch source {
    case .tensor(let name), .row(let name): [name]
    case .coded(let codes, let table): [codes, table]
    }
  }

  /// The same tensor in a file of our own.
  var own: LayoutLine {
    if case .row = source { return LayoutLine(name, .tensor(name), [1] + shape) }
    return LayoutLine(name, .tensor(name), shape)
  }

  /// What is wrong with the file's tensors; nil when nothing is. All are there.
  func fault(_ tensors: NamedTensors, _ widths: inout [String: Int]) -> LayoutMismatch.Fault? {
    for (place, name) in sources.enumerated() {
      guard let tensor = tensors[name] else { continue }
      let isTable = place == 1
      let wanted: [Extent] = isTable ? [256] : shape
      let isCodes = sources.count == 2 && !isTable
      guard Extent.match(tensor.shape, wanted, &widths),
        isCodes ? tensor.type == .uint8 : tensor.type.isFloating
      else {
        let shape = wanted.map { $0.text(widths) }.joined(separator: "×")
        return LayoutMismatch.Fault(
          name: name, expected: "\(isCodes ? "U8" : "floating-point") \(shape)",
          found: tensor.description)
      }
    }
    return nil
  }

  /// The tensor under our name. Its sources are there and have no fault.
  func tensor(_ tensors: NamedTensors) -> WeightTensor? {
    guard let first = tensors[sources[0]] else { return nil }
    switch source {
    case .tensor: return first
    case .row: return WeightTensor(first.type, [1] + first.shape, bytes: first.bytes)
    case .coded(_, let table):
      guard let values = tensors[table]?.floats else { return nil }
      return WeightTensor(first.shape, floats: first.bytes.map { values[Int($0)] })
    }
  }
}
