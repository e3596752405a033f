// SPDX-License-Identifier: MIT

import Normalization

extension WeightTensor {
  /// The values as float32. Exact, except for F64 and integers of 32 and 64 bits, which are rounded
  /// to nearest.
  public var floats: [Float] { type == .float32 ? copied() : converted() }

  /// The values as float64. Exact, except for integers beyond ±2⁵³, which are rounded to nearest.
  var doubles: [Double] { type == .float64 ? copied() : converted() }

  /// Number of values that `doubles` rounds.
  var roundedCount: Int {
    switch type {
    case .int64: map(Int64.self) { Int64(exactly: Double($0)) != $0 }.count { $0 }
    case .uint64: map(UInt64.self) { UInt64(exactly: Double($0)) != $0 }.count { $0 }
    default: 0
    }
  }

  /// The bytes as values of their own type. Copied on all threads, because the system maps the pages
  /// of new memory when they are first written.
  private func copied<Value: BitwiseCopyable>() -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { output, filled in
      bytes.withUnsafeBytes { source in
        let target = UnsafeMutableRawBufferPointer(output)
        let block = 1 << 20
        parallelFor((source.count + block - 1) / block) { index in
          let range = index * block..<min((index + 1) * block, source.count)
          UnsafeMutableRawBufferPointer(rebasing: target[range])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
        }
      }
      filled = count
    }
  }

  private func converted<Value: BinaryFloatingPoint>() -> [Value] {
    switch type {
    case .float32: map(UInt32.self) { Value(Float(bitPattern: $0)) }
    case .float16: map(UInt16.self) { Value(Float(Float16(bitPattern: $0))) }
    case .bfloat16: map(UInt16.self) { Value(Float(bitPattern: UInt32($0) << 16)) }
    case .float64: map(UInt64.self) { Value(Double(bitPattern: $0)) }
    case .int64: map(Int64.self) { Value($0) }
    case .int32: map(Int32.self) { Value($0) }
    case .int16: map(Int16.self) { Value($0) }
    case .int8: map(Int8.self) { Value($0) }
    case .uint64: map(UInt64.self) { Value($0) }
    case .uint32: map(UInt32.self) { Value($0) }
    case .uint16: map(UInt16.self) { Value($0) }
    case .uint8: map(UInt8.self) { Value($0) }
    case .bool: map(UInt8.self) { $0 == 0 ? 0 : 1 }
    }
  }

  private func map<Stored: FixedWidthInteger, Value>(
    _ stored: Stored.Type, _ convert: (Stored) -> Value
  ) -> [Value] {
    bytes.withUnsafeBytes { source in
      [Value](unsafeUninitializedCapacity: count) { output, filled in
        for i in output.indices.prefix(count) {
          let bits = source.loadUnaligned(fromByteOffset: i * type.width, as: Stored.self)
          output.initializeElement(at: i, to: convert(Stored(littleEndian: bits)))
        }
        filled = count
      }
    }
  }
}
