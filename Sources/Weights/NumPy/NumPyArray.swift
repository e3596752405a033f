// SPDX-License-Identifier: MIT

import Normalization

/// An array N × C × … out of or for a NumPy `.npy` file.
public enum NumPyArray: Equatable, Sendable {
  /// Values of 32 bits, or of 16 widened.
  case float(Tensor<Float>, axes: [Int])
  /// Values of 64 bits.
  case double(Tensor<Double>, axes: [Int])

  /// The extents of all axes as the file has them.
  public var axes: [Int] {
    switch self {
    case .float(_, let axes), .double(_, let axes): axes
    }
  }

  /// The extents as N × C × H × W: the last axis is W, all between C and it are H.
  public var shape: Shape {
    switch self {
    case .float(let tensor, _): tensor.shape
    case .double(let tensor, _): tensor.shape
    }
  }

  /// The values in 32 bits.
  public var floats: Tensor<Float> {
    switch self {
    case .float(let tensor, _): tensor
    case .double(let tensor, _): Tensor(tensor.shape, elements: tensor.elements.map(Float.init))
    }
  }

  /// The values in 64 bits.
  public var doubles: Tensor<Double> {
    switch self {
    case .float(let tensor, _): Tensor(tensor.shape, elements: tensor.elements.map(Double.init))
    case .double(let tensor, _): tensor
    }
  }

  /// The array in the bytes of a file: C or Fortran order, little endian.
  ///
  /// A single axis, where `leastAxes` allows it, is the channels of one picture: 1 × C × 1 × 1.
  /// - Throws: `NumPyError`; nothing is allocated before that.
  public init(_ bytes: [UInt8], leastAxes: Int = 2) throws(NumPyError) {
    let header = try NumPyHeader(bytes)
    guard header.axes.count >= leastAxes else { throw .shape(header.axes) }
    let count = try header.count()
    let expected = count * header.width
    guard bytes.count - header.length == expected else {
      throw .length(expected: expected, found: bytes.count - header.length)
    }
    switch header.width {
    case 2: self = .float(Self.widened(bytes, header), axes: header.axes)
    case 4: self = .float(Self.tensor(bytes, header), axes: header.axes)
    default: self = .double(Self.tensor(bytes, header), axes: header.axes)
    }
  }

  /// The bytes of a file with these values, in C order.
  public var bytes: [UInt8] {
    switch self {
    case .float(let tensor, let axes):
      NumPyHeader.bytes(width: 4, axes: axes) + tensor.elements.withUnsafeBytes(Array.init)
    case .double(let tensor, let axes):
      NumPyHeader.bytes(width: 8, axes: axes) + tensor.elements.withUnsafeBytes(Array.init)
    }
  }

  private static func tensor<Scalar: TensorScalar>(
    _ bytes: [UInt8], _ header: NumPyHeader
  ) -> Tensor<Scalar> {
    tensor(header) { output in
      let body = UnsafeMutableRawBufferPointer(output)
      bytes.withUnsafeBytes { body.copyMemory(from: .init(rebasing: $0[header.length...])) }
    }
  }

  /// Values of 16 bits; every one of them is one of 32.
  private static func widened(_ bytes: [UInt8], _ header: NumPyHeader) -> Tensor<Float> {
    tensor(header) { output in
      for i in output.indices {
        let (low, high) = (bytes[header.length + 2 * i], bytes[header.length + 2 * i + 1])
        output[i] = Float(Float16(bitPattern: UInt16(high) << 8 | UInt16(low)))
      }
    }
  }

  private static func tensor<Scalar: TensorScalar>(
    _ header: NumPyHeader, fill: (UnsafeMutableBufferPointer<Scalar>) -> Void
  ) -> Tensor<Scalar> {
    let axes = (header.axes.count == 1 ? [1] : []) + header.axes
    let middle = axes.dropFirst(2).dropLast().reduce(1, *)
    let last = axes.count > 2 ? axes[axes.count - 1] : 1
    return Tensor(Shape(axes[0], axes[1], middle, last)) { output in
      fill(output)
      if header.isFortran { transpose(output, axes) }
    }
  }

  /// Turns values with the first axis fastest into values with the last axis fastest.
  private static func transpose<Scalar: TensorScalar>(
    _ values: UnsafeMutableBufferPointer<Scalar>, _ axes: [Int]
  ) {
    let source = Array(values)
    var strides = [Int](repeating: 1, count: axes.count)
    for axis in axes.indices.dropFirst() { strides[axis] = strides[axis - 1] * axes[axis - 1] }
    var place = [Int](repeating: 0, count: axes.count)
    var from = 0
    for to in values.indices {
      values[to] = source[from]
      var axis = axes.count - 1
      while axis >= 0 {
        place[axis] += 1
        from += strides[axis]
        if place[axis] < axes[axis] { break }
        from -= strides[axis] * axes[axis]
        place[axis] = 0
        axis -= 1
      }
    }
  }
}
