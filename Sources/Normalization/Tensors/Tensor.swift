// SPDX-License-Identifier: MIT

/// Dense tensor N × C × H × W in row-major (NCHW) order.
public struct Tensor<Scalar: TensorScalar>: Equatable, Sendable {
  /// The shape.
  public let shape: Shape
  /// `shape.count` values, W fastest.
  public var elements: [Scalar]

  /// Creates a tensor from its values. - Precondition: there are `shape.count` values.
  public init(_ shape: Shape, elements: [Scalar]) {
    precondition(elements.count == shape.count, "\(elements.count) values for \(shape)")
    (self.shape, self.elements) = (shape, elements)
  }

  /// Creates a tensor with all values equal.
  public init(_ shape: Shape, repeating value: Scalar = 0) {
    self.init(shape, elements: Array(repeating: value, count: shape.count))
  }

  /// Creates a tensor whose values `fill` writes; it must write every value.
  public init(_ shape: Shape, filledBy fill: (UnsafeMutableBufferPointer<Scalar>) throws -> Void)
    rethrows
  {
    self.shape = shape
    elements = try Array(unsafeUninitializedCapacity: shape.count) { buffer, count in
      try fill(buffer)
      count = shape.count
    }
  }

  /// The value at an index. - Precondition: the index is within the shape.
  public subscript(n: Int, c: Int, h: Int, w: Int) -> Scalar {
    get { elements[offset(n, c, h, w)] }
    set { elements[offset(n, c, h, w)] = newValue }
  }

  /// Returns the H · W values of channel c of picture n.
  public func plane(_ n: Int, _ c: Int) -> ArraySlice<Scalar> {
    elements[shape.range(ofPlane: n * shape.c + c)]
  }

  private func offset(_ n: Int, _ c: Int, _ h: Int, _ w: Int) -> Int {
    precondition(
      0..<shape.n ~= n && 0..<shape.c ~= c && 0..<shape.h ~= h && 0..<shape.w ~= w,
      "index [\(n), \(c), \(h), \(w)] of shape \(shape)")
    return ((n * shape.c + c) * shape.h + h) * shape.w + w
  }
}

/// Shape N × C × H × W of a tensor, stored with W fastest.
public struct Shape: Hashable, Sendable {
  /// Pictures in the batch.
  public let n: Int
  /// Channels of a picture.
  public let c: Int
  /// Rows of a channel.
  public let h: Int
  /// Columns of a channel.
  public let w: Int

  /// Creates a shape. - Precondition: every extent is positive.
  public init(_ n: Int, _ c: Int, _ h: Int, _ w: Int) {
    precondition(n > 0 && c > 0 && h > 0 && w > 0, "shape \(n)×\(c)×\(h)×\(w)")
    (self.n, self.c, self.h, self.w) = (n, c, h, w)
  }

  /// The number of values in a plane: H · W.
  public var planeSize: Int { h * w }
  /// The number of planes: N · C. Plane p is channel p % C of picture p / C.
  public var planeCount: Int { n * c }
  /// Returns the positions of a plane's values.
  func range(ofPlane plane: Int) -> Range<Int> { plane * planeSize..<(plane + 1) * planeSize }
  /// The number of values: N · C · H · W.
  public var count: Int { planeCount * planeSize }
}

extension Shape: CustomStringConvertible {
  /// The extents, such as "1×3×512×512".
  public var description: String { "\(n)×\(c)×\(h)×\(w)" }
}
