// SPDX-License-Identifier: MIT

/// ONNX TensorProto: name, type, shape, and values in one of several fields.
struct ONNXTensor {
  private(set) var name = ""
  private var shape: [Int] = []
  private var type: UInt64 = 0
  private var values: ArraySlice<UInt8> = []
  private var numbers: [UInt64] = []
  private let byte: Int

  init(
    _ message: ArraySlice<UInt8>, _ budget: inout AllocationBudget
  ) throws(WeightError) {
    byte = message.startIndex
    var reader = ProtobufReader(message)
    while let field = try reader.next() {
      switch field.number {
      case 1: try addDimensions(field)
      case 2: type = try field.number("a type")
      case 4: try add(field.floats(width: 4, "float32 values"))
      case 5, 7, 11:
        // Eight bytes per number while reading, and at most eight in the tensor.
        try budget.reserve(16 * field.size, byte: field.byte, "a list of numbers")
        numbers += try field.numbers("integers")
      case 8: name = try field.text("a name")
      case 9: try add(field.bytes("values"))
      case 10: try add(field.floats(width: 8, "float64 values"))
      case 13: throw external(field.byte)
      case 14 where try field.number("a data location") != 0: throw external(field.byte)
      default: break
      }
    }
  }

  /// A tensor of float32 from the attribute of a node.
  init(floats: [Float], _ shape: [Int]) {
    let tensor = WeightTensor(shape, floats: floats)
    (self.shape, type, values, byte) = (shape, 1, tensor.bytes, 0)
  }

  /// A tensor of int64 from the attribute of a node.
  init(integers: [Int64], _ shape: [Int]) {
    (self.shape, type, byte) = (shape, 7, 0)
    numbers = integers.map { UInt64(bitPattern: $0) }
  }

  private func external(_ byte: Int) -> WeightError {
    .unsupported(
      byte: byte, what: "a tensor with external data",
      advice: "save the model with its data in the same file: onnx.save(model, path)")
  }

  private mutating func addDimensions(_ field: ProtobufReader.Field) throws(WeightError) {
    for dimension in try field.numbers("dimensions") {
      guard let size = Int(exactly: dimension), shape.count < 64 else {
        throw .expected(
          byte: field.byte, "at most 64 dimensions of a tensor", found: "\(dimension)")
      }
      shape.append(size)
    }
  }

  /// Values are usually one range of bytes, which is not copied.
  private mutating func add(_ range: ArraySlice<UInt8>) {
    if values.isEmpty { values = range } else { values += range }
  }

  /// Whether `tensor()` can return the values. Integers of 2 and 4 bits occur in graphs, but not as
  /// weights.
  var isReadable: Bool { !Self.narrowIntegers.contains(type) }

  /// Returns the tensor.
  /// - Throws: `WeightError`, also for types that are neither numbers nor booleans.
  func tensor() throws(WeightError) -> WeightTensor {
    guard let type = Self.types[type] else {
      throw .unsupported(
        byte: byte, what: "an ONNX tensor of type \(self.type)",
        advice: "save the weights as float32")
    }
    let bytes = values.isEmpty ? packed(type.width) : values
    guard let count = WeightTensor.count(shape), count * type.width == bytes.count else {
      throw .expected(
        byte: byte, "the values of \(type.rawValue) \(WeightTensor.text(shape))",
        found: "\(bytes.count) bytes")
    }
    return WeightTensor(type, shape, bytes: bytes)
  }

  /// The integers, or the bit patterns of float16, in `width` bytes each.
  private func packed(_ width: Int) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * width)
    for number in numbers {
      for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
    }
    return bytes[...]
  }

  private static let types: [UInt64: ElementType] = [
    1: .float32, 2: .uint8, 3: .int8, 4: .uint16, 5: .int16, 6: .int32, 7: .int64, 9: .bool,
    10: .float16, 11: .float64, 12: .uint32, 13: .uint64, 16: .bfloat16,
  ]

  /// UINT4, INT4, UINT2 and INT2 of TensorProto.DataType.
  private static let narrowIntegers: Set<UInt64> = [21, 22, 25, 26]
}
