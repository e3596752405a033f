// SPDX-License-Identifier: MIT

/// Tensor as stored in a file: element type, shape (row-major) and bytes.
///
/// The bytes are usually a slice of the file, so that nothing is copied before it is used.
public struct WeightTensor: Equatable, Sendable {
  /// Element type of the values.
  public let type: ElementType
  /// Sizes of all axes; empty for a scalar.
  public let shape: [Int]
  /// `count * type.width` bytes.
  public let bytes: ArraySlice<UInt8>

  /// Creates a tensor from its bytes.
  /// - Precondition: `bytes` has the size given by `type` and `shape`.
  public init(_ type: ElementType, _ shape: [Int], bytes: ArraySlice<UInt8>) {
    let count = Self.count(shape)
    precondition(
      count.map { $0 * type.width } == bytes.count, "\(bytes.count) bytes for \(type) \(shape)")
    (self.type, self.shape, self.bytes) = (type, shape, bytes)
  }

  /// Creates a float32 tensor.
  /// - Precondition: `floats` has the number of values given by `shape`.
  public init(_ shape: [Int], floats: [Float]) {
    self.init(.float32, shape, bytes: floats.withUnsafeBytes { ArraySlice(Array($0)) })
  }

  /// Number of values.
  public var count: Int { bytes.count / type.width }

  /// Returns the number of values of a shape; nil if an axis is negative or the number is too
  /// large.
  static func count(_ shape: [Int]) -> Int? {
    guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
    if shape.contains(0) { return 0 }
    var total = 1
    for size in shape {
      let (product, overflow) = total.multipliedReportingOverflow(by: size)
      guard !overflow, product <= Int.max / 16 else { return nil }
      total = product
    }
    return total
  }
}

extension WeightTensor: CustomStringConvertible {
  /// Type and shape: "F32 64×3×3×3".
  public var description: String { "\(type.rawValue) \(Self.text(shape))" }

  static func text(_ shape: [Int]) -> String {
    let axes = shape.prefix(8).map(String.init).joined(separator: "×")
    return shape.isEmpty ? "scalar" : axes + (shape.count > 8 ? "×…" : "")
  }
}

extension WeightTensor {
  /// The tensor converted to float16, rounded to nearest, ties to even. Values above 65,519 become
  /// ∞.
  public var convertedToFloat16: WeightTensor {
    let halves = floats.map { Float16($0).bitPattern.littleEndian }
    return WeightTensor(.float16, shape, bytes: halves.withUnsafeBytes { ArraySlice(Array($0)) })
  }

  /// The tensor converted to float32.
  public var convertedToFloat32: WeightTensor {
    type == .float32 ? self : WeightTensor(shape, floats: floats)
  }
}
