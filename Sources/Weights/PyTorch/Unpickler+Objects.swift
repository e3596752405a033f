// SPDX-License-Identifier: MIT

extension Unpickler {
  /// GLOBAL (c) and STACK_GLOBAL (0x93).
  mutating func pushGlobal(_ opcode: UInt8) throws(WeightError) {
    let (module, name): (String, String)
    if opcode == UInt8(ascii: "c") {
      (module, name) = (try line(), try line())
    } else {
      let names = try pop(2)
      guard case .string(let first) = names[0], case .string(let second) = names[1] else {
        throw expected("two names", names[0])
      }
      (module, name) = (first, second)
    }
    push(.global(try PickleGlobal(module: module, name: name, byte: byte)))
  }

  private mutating func line() throws(WeightError) -> String {
    let rest = reader.bytes[reader.position...].prefix(1024)
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
      throw .truncated(byte: rest.endIndex, expected: "the end of a name")
    }
    let text = try reader.text(UInt64(end - reader.position), "a name")
    _ = try reader.byte("the end of a name")
    return text
  }

  /// REDUCE (R), NEWOBJ (0x81), BUILD (b) and BINPERSID (Q).
  mutating func build(_ opcode: UInt8) throws(WeightError) {
    switch Unicode.Scalar(opcode) {
    case "R":
      let arguments = try popTuple()
      push(try call(pop(), arguments))
    case "\u{81}":
      _ = try popTuple()
      let type = try pop()
      guard case .global(.object) = type else { throw expected("a supported type", type) }
      push(.object)
    case "b":
      // State in addition to the elements, such as an OrderedDict's `_metadata`, is ignored.
      _ = try pop()
      switch stack.last {
      case .dictionary?, .object?: break
      default: throw expected("a dictionary or an object", stack.last)
      }
    default:
      let storage = try storage(popTuple())
      if storages[storage.key] == nil { storages[storage.key] = storage }
      push(.storage(storage))
    }
  }

  private mutating func call(
    _ function: PickleValue, _ arguments: [PickleValue]
  ) throws(WeightError) -> PickleValue {
    guard case .global(let global) = function else { throw expected("a function", function) }
    switch global {
    case .orderedDictionary: return .dictionary(newContainer(try pairs(arguments)))
    case .defaultDictionary: return .dictionary(newContainer())
    case .object: return .object
    case .rebuildTensor: return .tensor(try view(arguments))
    case .rebuildParameter:
      guard let tensor = arguments.first, case .tensor = tensor else {
        throw expected("the tensor of a parameter", arguments.first)
      }
      return tensor
    case .size:
      guard let shape = arguments.first else { throw expected("a shape") }
      return .tuple(newContainer(try integers(shape).map { .int($0) }))
    case .storage, .type: throw expected("a function", function)
    }
  }

  /// Returns the elements of a list or tuple.
  private func elements(_ value: PickleValue) throws(WeightError) -> [PickleValue] {
    if case .list(let number) = value { return containers[number] }
    return try tuple(value)
  }

  /// Returns keys and values of `OrderedDict([[key, value], …])` or `OrderedDict()`, alternating.
  private func pairs(_ arguments: [PickleValue]) throws(WeightError) -> [PickleValue] {
    guard let list = arguments.first else { return [] }
    var members: [PickleValue] = []
    for pair in try elements(list) {
      let pair = try elements(pair)
      guard pair.count == 2, members.count < Self.maximumValueCount else {
        throw expected("a key and a value")
      }
      members += pair
    }
    return members
  }

  /// `("storage", type, key, device, count[, view])`.
  private func storage(_ fields: [PickleValue]) throws(WeightError) -> StorageReference {
    guard fields.count >= 5, case .string("storage") = fields[0] else {
      throw expected("a storage")
    }
    guard case .global(.storage(let type)) = fields[1], case .string(let key) = fields[2],
      case .int(let count) = fields[4], count >= 0
    else { throw expected("the type, key and length of a storage") }
    var storage = StorageReference(key: key, type: type, count: count)
    if fields.count > 5, case .tuple = fields[5] {
      let view = try tuple(fields[5])
      guard view.count == 3, case .int(let offset) = view[1], offset >= 0 else {
        throw expected("the view of a storage")
      }
      storage.offset = offset
    }
    return storage
  }

  /// `(storage, offset, size, stride, …)`; the seventh argument of version 3 is the type.
  private func view(_ arguments: [PickleValue]) throws(WeightError) -> TensorView {
    guard arguments.count >= 4, case .storage(let storage) = arguments[0],
      case .int(let offset) = arguments[1]
    else { throw expected("the storage and offset of a tensor", arguments.first) }
    let (sum, overflow) = offset.addingReportingOverflow(storage.offset)
    let (shape, strides) = (try integers(arguments[2]), try integers(arguments[3]))
    guard shape.count == strides.count, !overflow else {
      throw expected("a stride for each extent of a tensor")
    }
    for case .dictionary(let metadata) in arguments.dropFirst(6) { try checkView(metadata) }
    var type = storage.type
    if arguments.count > 6, case .global(.type(let named)) = arguments[6] { type = named }
    return TensorView(
      storage: storage, type: type, offset: sum, shape: shape, strides: strides, byte: byte)
  }

  /// Refuses a view whose values are not those of its storage: bits that say that PyTorch has still
  /// to negate or conjugate them.
  private func checkView(_ metadata: Int) throws(WeightError) {
    let members = containers[metadata]
    for (key, value) in zip(members, members.dropFirst()) {
      guard case .string(let name) = key, case .bool(true) = value else { continue }
      throw .unsupported(
        byte: byte, what: "a tensor with the bit ‘\(WeightError.short(name))’",
        advice: "save the values of the view: tensor.resolve_neg().clone()")
    }
  }

  private func integers(_ value: PickleValue) throws(WeightError) -> [Int] {
    let elements = try elements(value)
    guard elements.count <= TensorView.maximumRank else {
      throw expected("at most \(TensorView.maximumRank) axes", value)
    }
    var result: [Int] = []
    for element in elements {
      guard case .int(let number) = element else { throw expected("integers", element) }
      result.append(number)
    }
    return result
  }
}
