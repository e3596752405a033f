// SPDX-License-Identifier: MIT

import Normalization

/// Array N × C × … of a NumPy `.npy` file.
public enum NumPyArray: Equatable, Sendable {
  /// Float32 values, also for files with float16.
  case float(Tensor<Float>, axes: [Int])
  /// Float64 values.
  case double(Tensor<Double>, axes: [Int])

  /// Sizes of all axes in the file.
  public var axes: [Int] {
    switch self {
    case .float(_, let axes), .double(_, let axes): axes
    }
  }

  /// Shape N × C × H × W: the last axis is W, and H is the product of the axes between C and W.
  public var shape: Shape {
    switch self {
    case .float(let tensor, _): tensor.shape
    case .double(let tensor, _): tensor.shape
    }
  }

  /// The values as float32.
  public var floats: Tensor<Float> {
    switch self {
    case .float(let tensor, _): tensor
    case .double(let tensor, _): Tensor(tensor.shape, elements: tensor.elements.map(Float.init))
    }
  }

  /// The values as float64.
  public var doubles: Tensor<Double> {
    switch self {
    case .float(let tensor, _): Tensor(tensor.shape, elements: tensor.elements.map(Double.init))
    case .double(let tensor, _): tensor
    }
  }

  /// Reads the bytes of a file in C or Fortran order, little endian.
  ///
  /// An array with one axis, if `minimumRank` is 1, is the channels of one picture: 1 × C × 1 × 1.
  /// - Throws: `NumPyError`, before anything is allocated.
  public init(_ bytes: [UInt8], minimumRank: Int = 2) throws(NumPyError) {
    let header = try NumPyHeader(bytes)
    guard header.axes.count >= minimumRank else { throw .shape(header.axes) }
    let count = try header.count()
    let expected = count * header.width
    guard bytes.count - header.length == expected else {
      throw .length(expected: expected, found: bytes.count - header.length)
    }
    switch header.width {
    case 2: self = .float(Self.fromFloat16(bytes, header), axes: header.axes)
    case 4: self = .float(Self.tensor(bytes, header), axes: header.axes)
    default: self = .double(Self.tensor(bytes, header), axes: header.axes)
    }
  }

  /// The bytes of a `.npy` file in C order.
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

  /// Float16 values converted to float32, which is exact.
  private static func fromFloat16(_ bytes: [UInt8], _ header: NumPyHeader) -> Tensor<Float> {
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

  /// Converts Fortran order (first axis fastest) to C order (last axis fastest).
  private static func transpose<Scalar: TensorScalar>(
    _ values: UnsafeMutableBufferPointer<Scalar>, _ axes: [Int]
  ) {
    let source = Array(values)
    var strides = [Int](repeating: 1, count: axes.count)
    for axis in axes.indices.dropFirst() { strides[axis] = strides[axis - 1] * axes[axis - 1] }
    var index = [Int](repeating: 0, count: axes.count)
    var from = 0
    for to in values.indices {
      values[to] = source[from]
      var axis = axes.count - 1
      while axis >= 0 {
        index[axis] += 1
        from += strides[axis]
        if index[axis] < axes[axis] { break }
        from -= strides[axis] * axes[axis]
        index[axis] = 0
        axis -= 1
      }
    }
  }
}
