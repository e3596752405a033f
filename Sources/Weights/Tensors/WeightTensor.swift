// SPDX-License-Identifier: MIT

/// Values of a file: a type, extents (the last axis fastest) and their bytes.
///
/// The bytes are most often a part of the file's own, so that nothing is copied before it is used.
public struct WeightTensor: Equatable, Sendable {
  /// What a value is stored as.
  public let type: ElementType
  /// The extents; none for a single number.
  public let shape: [Int]
  /// `count * type.width` bytes.
  public let bytes: ArraySlice<UInt8>

  /// A tensor over its bytes. - Precondition: they are as many as type and shape say.
  public init(_ type: ElementType, _ shape: [Int], bytes: ArraySlice<UInt8>) {
    let count = Self.count(shape)
    precondition(count.map { $0 * type.width } == bytes.count, "\(bytes.count) bytes for \(shape)")
    (self.type, self.shape, self.bytes) = (type, shape, bytes)
  }

  /// A tensor of 32-bit values. - Precondition: they are as many as the shape says.
  public init(_ shape: [Int], floats: [Float]) {
    self.init(.float32, shape, bytes: floats.withUnsafeBytes { ArraySlice(Array($0)) })
  }

  /// How many values there are.
  public var count: Int { bytes.count / type.width }

  /// How many values a shape has; nil when an extent is negative or no memory holds them.
  static func count(_ shape: [Int]) -> Int? {
    guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
    if shape.contains(0) { return 0 }
    var total = 1
    for extent in shape {
      let (product, overflow) = total.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= Int.max / 16 else { return nil }
      total = product
    }
    return total
  }
}

extension WeightTensor: CustomStringConvertible {
  /// Type and extents: "F32 64×3×3×3".
  public var description: String { "\(type.rawValue) \(Self.text(shape))" }

  static func text(_ shape: [Int]) -> String {
    let extents = shape.prefix(8).map(String.init).joined(separator: "×")
    return shape.isEmpty ? "a single number" : extents + (shape.count > 8 ? "×…" : "")
  }
}
