// SPDX-License-Identifier: MIT

/// Element type of a tensor in a file, little endian. The raw value is the name in safetensors.
public enum ElementType: String, CaseIterable, Sendable {
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case float64 = "F64"
  case int64 = "I64"
  case int32 = "I32"
  case uint8 = "U8"
  case int8 = "I8"
  case bool = "BOOL"
  case int16 = "I16"
  case uint16 = "U16"
  case uint32 = "U32"
  case uint64 = "U64"

  /// Name in NumPy and PyTorch: "float32".
  public var name: String { "\(self)" }

  /// Name and, if another type is computed with, that type: "float64", "int64 as float64".
  public func text(computedAs type: ElementType) -> String {
    type == self ? name : "\(name) as \(type.name)"
  }

  /// Bytes per value.
  public var width: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .uint8, .int8, .bool: 1
    }
  }

  /// Whether the type is a floating-point type. All weights are.
  public var isFloating: Bool {
    switch self {
    case .float32, .float16, .bfloat16, .float64: true
    case .int64, .int32, .uint8, .int8, .bool, .int16, .uint16, .uint32, .uint64: false
    }
  }

  /// Whether float32 represents every value exactly.
  var isExactInFloat32: Bool {
    switch self {
    case .float32, .float16, .bfloat16, .int16, .uint16, .int8, .uint8, .bool: true
    case .float64, .int32, .uint32, .int64, .uint64: false
    }
  }
}
