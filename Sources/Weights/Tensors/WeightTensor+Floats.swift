// SPDX-License-Identifier: MIT

extension WeightTensor {
  /// The values in 32 bits: exact but for F64, I64 and I32, which are rounded to the nearest.
  public var floats: [Float] {
    switch type {
    case .float32: map(UInt32.self) { Float(bitPattern: $0) }
    case .float16: map(UInt16.self) { Float(Float16(bitPattern: $0)) }
    case .bfloat16: map(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
    case .float64: map(UInt64.self) { Float(Double(bitPattern: $0)) }
    case .int64: map(Int64.self) { Float($0) }
    case .int32: map(Int32.self) { Float($0) }
    case .uint8: map(UInt8.self) { Float($0) }
    case .int8: map(Int8.self) { Float($0) }
    case .bool: map(UInt8.self) { $0 == 0 ? 0 : 1 }
    }
  }

  private func map<Stored: FixedWidthInteger>(
    _ stored: Stored.Type, _ convert: (Stored) -> Float
  ) -> [Float] {
    bytes.withUnsafeBytes { source in
      [Float](unsafeUninitializedCapacity: count) { output, filled in
        for i in output.indices.prefix(count) {
          let bits = source.loadUnaligned(fromByteOffset: i * type.width, as: Stored.self)
          output.initializeElement(at: i, to: convert(Stored(littleEndian: bits)))
        }
        filled = count
      }
    }
  }

  /// The same values in 16 bits, each rounded to the nearest, ties to even; beyond 65,519 it is ∞.
  public var halved: WeightTensor {
    let halves = floats.map { Float16($0).bitPattern.littleEndian }
    return WeightTensor(.float16, shape, bytes: halves.withUnsafeBytes { ArraySlice(Array($0)) })
  }

  /// The same values in 32 bits.
  public var widened: WeightTensor {
    type == .float32 ? self : WeightTensor(shape, floats: floats)
  }
}
