// SPDX-License-Identifier: MIT

/// The tensors of a file by name, in the file's order, and what the file says of itself.
public struct NamedTensors: Equatable, Sendable {
  /// Texts by name: the `__metadata__` of a safetensors file, `metadata_props` of an ONNX file.
  public var metadata: [String: String]
  /// All names, in order.
  public private(set) var names: [String] = []
  private var tensors: [String: WeightTensor] = [:]

  /// No tensor yet.
  public init(metadata: [String: String] = [:]) {
    self.metadata = metadata
  }

  /// The tensor of a name. A new one goes to the end, an old one is replaced in its place.
  public subscript(name: String) -> WeightTensor? {
    get { tensors[name] }
    set {
      let isNew = tensors[name] == nil
      tensors[name] = newValue
      if newValue == nil { names.removeAll { $0 == name } } else if isNew { names.append(name) }
    }
  }

  /// How many tensors there are.
  public var count: Int { names.count }

  /// The bytes of all values.
  public var byteCount: Int { tensors.values.reduce(0) { $0 + $1.bytes.count } }

  /// The same names with every tensor changed.
  public func mapTensors(_ change: (WeightTensor) -> WeightTensor) -> NamedTensors {
    var result = self
    result.tensors = tensors.mapValues(change)
    return result
  }

  /// Adds a tensor whose name must be new. - Throws: `WeightError.twice`.
  mutating func add(_ tensor: WeightTensor, as name: String) throws(WeightError) {
    guard tensors.updateValue(tensor, forKey: name) == nil else { throw .twice(name) }
    names.append(name)
  }
}
