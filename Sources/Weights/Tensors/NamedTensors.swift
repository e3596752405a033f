// SPDX-License-Identifier: MIT

/// Tensors of a file by name, in file order, with the file's metadata.
public struct NamedTensors: Equatable, Sendable {
  /// The `__metadata__` of a safetensors file or `metadata_props` of an ONNX file.
  public var metadata: [String: String]
  /// What the reader of the file found beside the tensors. Not compared by `==`.
  var notes = ReadingNotes()
  /// All names in order.
  public private(set) var names: [String] = []
  private var tensors: [String: WeightTensor] = [:]

  /// Creates an empty collection.
  public init(metadata: [String: String] = [:]) {
    self.metadata = metadata
  }

  /// The tensor with a name. A new name is appended; an existing one keeps its position.
  public subscript(name: String) -> WeightTensor? {
    get { tensors[name] }
    set {
      let isNew = tensors[name] == nil
      tensors[name] = newValue
      if newValue == nil { names.removeAll { $0 == name } } else if isNew { names.append(name) }
    }
  }

  /// Number of tensors.
  public var count: Int { names.count }

  /// Total size of all values in bytes.
  public var byteCount: Int { tensors.values.reduce(0) { $0 + $1.bytes.count } }

  /// Returns a copy with `change` applied to every tensor.
  public func mapTensors(_ change: (WeightTensor) -> WeightTensor) -> NamedTensors {
    var result = self
    result.tensors = tensors.mapValues(change)
    return result
  }

  /// Whether names, tensors and metadata are equal.
  public static func == (one: NamedTensors, other: NamedTensors) -> Bool {
    (one.metadata, one.names, one.tensors) == (other.metadata, other.names, other.tensors)
  }

  /// Appends a tensor with a new name.
  /// - Throws: `WeightError.duplicateName`.
  mutating func add(_ tensor: WeightTensor, as name: String) throws(WeightError) {
    guard tensors.updateValue(tensor, forKey: name) == nil else { throw .duplicateName(name) }
    names.append(name)
  }
}
