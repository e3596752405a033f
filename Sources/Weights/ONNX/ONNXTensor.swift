// SPDX-License-Identifier: MIT

/// A TensorProto of ONNX: name, type, extents, and values in one of several fields.
struct ONNXTensor {
  private(set) var name = ""
  private var shape: [Int] = []
  private var type: UInt64 = 0
  private var values: ArraySlice<UInt8> = []
  private var numbers: [UInt64] = []
  private let byte: Int

  init(
    _ message: ArraySlice<UInt8>, _ allowance: inout Allowance
  ) throws(WeightError) {
    byte = message.startIndex
    var reader = ProtobufReader(message)
    while let field = try reader.next() {
      switch field.number {
      case 1: try addExtents(field)
      case 2: type = try field.number("a type")
      case 4: try add(field.floats(width: 4, "float32 values"))
      case 5, 7:
        // Eight bytes a number while they are read, and eight at most in the tensor.
        try allowance.take(16 * field.size, byte: field.byte, "a list of numbers")
        numbers += try field.numbers("whole numbers")
      case 8: name = try field.text("a name")
      case 9: try add(field.bytes("values"))
      case 10: try add(field.floats(width: 8, "float64 values"))
      case 13: throw external(field.byte)
      case 14 where try field.number("a place") != 0: throw external(field.byte)
      default: break
      }
    }
  }

  private func external(_ byte: Int) -> WeightError {
    .unsupported(
      byte: byte, what: "a tensor whose values are in another file",
      advice: "save the model with its data inside: onnx.save(model, path)")
  }

  private mutating func addExtents(_ field: ProtobufReader.Field) throws(WeightError) {
    for extent in try field.numbers("extents") {
      guard let extent = Int(exactly: extent), shape.count < 64 else {
        throw .expected(byte: field.byte, "extents of a tensor", found: "\(extent)")
      }
      shape.append(extent)
    }
  }

  /// Values most often come in one run, which then is not copied.
  private mutating func add(_ run: ArraySlice<UInt8>) {
    if values.isEmpty { values = run } else { values += run }
  }

  /// The tensor; nil for a type that no network has, such as texts.
  func tensor() throws(WeightError) -> WeightTensor {
    guard let type = Self.types[type] else {
      throw .unsupported(
        byte: byte, what: "an ONNX tensor of type \(self.type)",
        advice: "save the weights as float32")
    }
    let bytes = values.isEmpty ? packed(type.width) : values
    guard let count = WeightTensor.count(shape), count * type.width == bytes.count else {
      throw .expected(
        byte: byte, "the bytes of \(type.rawValue) \(WeightTensor.text(shape))",
        found: "\(bytes.count) bytes")
    }
    return WeightTensor(type, shape, bytes: bytes)
  }

  /// Whole numbers, and the bits of float16, as they lie in memory.
  private func packed(_ width: Int) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * width)
    for number in numbers {
      for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
    }
    return bytes[...]
  }

  private static let types: [UInt64: ElementType] = [
    1: .float32, 2: .uint8, 3: .int8, 6: .int32, 7: .int64, 9: .bool, 10: .float16, 11: .float64,
    16: .bfloat16,
  ]
}
