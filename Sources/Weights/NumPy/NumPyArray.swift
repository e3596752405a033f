// SPDX-License-Identifier: MIT

import Normalization

/// Array N × C × … of a NumPy `.npy` file, or a tensor of another format in the same form.
public struct NumPyArray: Equatable, Sendable {
  /// The values: the last axis is W, and H is the product of the axes between C and W.
  ///
  /// They are float32 if float32 represents every value of the stored type, otherwise float64.
  public let values: AnyTensor
  /// Sizes of all axes in the file.
  public let axes: [Int]
  /// Element type in the file.
  public let storedType: ElementType
  /// Number of integers beyond ±2⁵³ that are rounded to float64.
  public let roundedCount: Int

  private init(_ values: AnyTensor, axes: [Int], _ storedType: ElementType, roundedCount: Int = 0) {
    (self.values, self.axes) = (values, axes)
    (self.storedType, self.roundedCount) = (storedType, roundedCount)
  }

  /// Returns an array of float32.
  public static func float(_ tensor: Tensor<Float>, axes: [Int]) -> NumPyArray {
    NumPyArray(.float32(tensor), axes: axes, .float32)
  }

  /// Returns an array of float64.
  public static func double(_ tensor: Tensor<Double>, axes: [Int]) -> NumPyArray {
    NumPyArray(.float64(tensor), axes: axes, .float64)
  }

  /// Reads the bytes of a `.npy` file in C or Fortran order, little or big endian.
  ///
  /// An array with one axis, if `minimumRank` is 1, is the channels of one picture: 1 × C × 1 × 1.
  /// - Throws: `NumPyError`, before anything is allocated.
  public init(_ bytes: [UInt8], minimumRank: Int = 2) throws(NumPyError) {
    try self.init(WeightTensor(npy: bytes, minimumRank: minimumRank), minimumRank: minimumRank)
  }

  /// Converts a tensor of any format.
  /// - Throws: `NumPyError.shape` for too few axes or an empty one.
  public init(_ tensor: WeightTensor, minimumRank: Int = 2) throws(NumPyError) {
    guard let shape = Shape(axes: tensor.shape, minimumRank: minimumRank) else {
      throw .shape(tensor.shape)
    }
    let values: AnyTensor =
      tensor.type.isExactInFloat32
      ? .float32(Tensor(shape, elements: tensor.floats))
      : .float64(Tensor(shape, elements: tensor.doubles))
    self.init(values, axes: tensor.shape, tensor.type, roundedCount: tensor.roundedCount)
  }

  /// Shape N × C × H × W.
  public var shape: Shape { values.shape }

  /// The values as float32.
  public var floats: Tensor<Float> { values.floats }

  /// The values as float64.
  public var doubles: Tensor<Double> { values.doubles }

  /// The bytes of a `.npy` file in C order.
  public var bytes: [UInt8] {
    switch values {
    case .float32(let tensor):
      NumPyHeader.bytes(width: 4, axes: axes) + tensor.elements.withUnsafeBytes(Array.init)
    case .float64(let tensor):
      NumPyHeader.bytes(width: 8, axes: axes) + tensor.elements.withUnsafeBytes(Array.init)
    }
  }
}

extension NumPyArray {
  /// Type in the file and, if it differs, type of the values: "float64", "int64 as float64".
  public var typeText: String { storedType.text(computedAs: values.elementType) }

  /// How many values are rounded: "2 int64 values are beyond 2⁵³ and rounded to float64"; nil if all
  /// are exact.
  public var roundingText: String? {
    guard roundedCount > 0 else { return nil }
    return "\(roundedCount) \(storedType.name) \(roundedCount == 1 ? "value is" : "values are") "
      + "beyond 2⁵³ and rounded to float64"
  }
}

extension WeightTensor {
  /// Creates a tensor from the bytes of a `.npy` file. Values in C order and little endian are not
  /// copied.
  /// - Throws: `NumPyError`, before anything is allocated.
  public init(npy bytes: [UInt8], minimumRank: Int = 2) throws(NumPyError) {
    self = try NumPyFile.tensor(bytes[...], minimumRank: minimumRank)
  }
}

extension AnyTensor {
  /// Type of the values.
  public var elementType: ElementType {
    switch self {
    case .float32: .float32
    case .float64: .float64
    }
  }
}

extension Shape {
  /// Shape of an array N × C × …, or of C values with one axis; nil if there are fewer axes than
  /// `minimumRank` or one is empty.
  init?(axes: [Int], minimumRank: Int) {
    guard axes.count >= max(1, minimumRank), axes.allSatisfy({ $0 > 0 }) else { return nil }
    let axes = (axes.count == 1 ? [1] : []) + axes
    self.init(
      axes[0], axes[1], axes.dropFirst(2).dropLast().reduce(1, *),
      axes.count > 2 ? axes[axes.count - 1] : 1)
  }
}
