// SPDX-License-Identifier: MIT

/// What one value of a tensor is stored as, little endian. The raw value is safetensors' name.
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

  /// Bytes a value.
  public var width: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .float16, .bfloat16: 2
    case .uint8, .int8, .bool: 1
    }
  }

  /// Whether it is a floating-point type: weights are nothing else.
  public var isFloating: Bool {
    switch self {
    case .float32, .float16, .bfloat16, .float64: true
    case .int64, .int32, .uint8, .int8, .bool: false
    }
  }
}
