// SPDX-License-Identifier: MIT

/// A dense tensor N × C × H × W in row-major (NCHW) order.
public struct Tensor<Scalar: TensorScalar>: Equatable, Sendable {
  /// The extents.
  public let shape: Shape
  /// `shape.count` values, W fastest.
  public var elements: [Scalar]

  /// A tensor over its values. - Precondition: there are as many as the shape says.
  public init(_ shape: Shape, elements: [Scalar]) {
    precondition(elements.count == shape.count, "\(elements.count) values for \(shape)")
    (self.shape, self.elements) = (shape, elements)
  }

  /// A tensor of one value everywhere.
  public init(_ shape: Shape, repeating value: Scalar = 0) {
    self.init(shape, elements: Array(repeating: value, count: shape.count))
  }

  /// A tensor that `fill` writes; every value must be written.
  public init(_ shape: Shape, filledBy fill: (UnsafeMutableBufferPointer<Scalar>) throws -> Void)
    rethrows
  {
    self.shape = shape
    elements = try Array(unsafeUninitializedCapacity: shape.count) { buffer, count in
      try fill(buffer)
      count = shape.count
    }
  }

  /// The value at a place. - Precondition: the place is inside.
  public subscript(n: Int, c: Int, h: Int, w: Int) -> Scalar {
    get { elements[offset(n, c, h, w)] }
    set { elements[offset(n, c, h, w)] = newValue }
  }

  /// The values of one channel of one picture: H · W of them.
  public func plane(_ n: Int, _ c: Int) -> ArraySlice<Scalar> {
    let start = (n * shape.c + c) * shape.plane
    return elements[start..<start + shape.plane]
  }

  private func offset(_ n: Int, _ c: Int, _ h: Int, _ w: Int) -> Int {
    precondition(
      0..<shape.n ~= n && 0..<shape.c ~= c && 0..<shape.h ~= h && 0..<shape.w ~= w,
      "[\(n), \(c), \(h), \(w)] of a tensor \(shape)")
    return ((n * shape.c + c) * shape.h + h) * shape.w + w
  }
}
