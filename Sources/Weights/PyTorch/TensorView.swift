// SPDX-License-Identifier: MIT

/// PyTorch tensor before its values are read: shape and strides over a storage.
struct TensorView: Equatable {
  var storage: StorageReference
  var type: ElementType
  /// Index of the first value in the storage.
  var offset: Int
  var shape: [Int]
  /// Distance between neighbors along each axis, in values.
  var strides: [Int]
  /// Position of the opcode that built it.
  var byte: Int

  /// Maximum number of axes in PyTorch.
  static let maximumRank = 64

  /// Returns the tensor with its values in row-major order.
  ///
  /// A contiguous range of the storage is not copied. Other strides are copied within the budget.
  /// - Parameter values: bytes of the storage.
  func tensor(
    in values: ArraySlice<UInt8>, _ budget: inout AllocationBudget
  ) throws(WeightError) -> WeightTensor {
    let count = try checkedCount(storageBytes: values.count)
    let start = values.startIndex + offset * type.width
    if count == 0 || isContiguous {
      let end = count == 0 ? start : start + count * type.width
      return WeightTensor(type, shape, bytes: values[start..<end])
    }
    try budget.reserve(UInt64(count * type.width), byte: byte, "a tensor")
    return WeightTensor(type, shape, bytes: gathered(from: values, start, count))
  }

  /// Returns the number of values.
  /// - Throws: `WeightError.expected` if one of them is outside the storage.
  private func checkedCount(storageBytes: Int) throws(WeightError) -> Int {
    guard let count = WeightTensor.count(shape), offset >= 0, strides.allSatisfy({ $0 >= 0 })
    else { throw outside(storageBytes) }
    var last = offset
    for (extent, stride) in zip(shape, strides) where count > 0 {
      let (reach, overflow) = (extent - 1).multipliedReportingOverflow(by: stride)
      let (sum, carry) = last.addingReportingOverflow(reach)
      guard !overflow, !carry else { throw outside(storageBytes) }
      last = sum
    }
    let held = storageBytes / type.width
    guard count == 0 ? last <= held : last < held else { throw outside(storageBytes) }
    return count
  }

  private func outside(_ storageBytes: Int) -> WeightError {
    .expected(
      byte: byte, "a tensor inside its storage of \(storageBytes) bytes",
      found: "\(type.rawValue) \(WeightTensor.text(shape)) with strides "
        + "\(WeightTensor.text(strides)) at \(offset)")
  }

  /// Whether the values are in row-major order. The stride of an axis of size 1 is irrelevant.
  private var isContiguous: Bool {
    var expected = 1
    for (extent, stride) in zip(shape, strides).reversed() where extent != 1 {
      guard stride == expected else { return false }
      expected *= extent
    }
    return true
  }

  /// Copies values one by one. Axes of size 1 are skipped: their strides may be any number.
  private func gathered(
    from values: ArraySlice<UInt8>, _ start: Int, _ count: Int
  ) -> ArraySlice<UInt8> {
    let axes = zip(shape, strides).filter { $0.0 != 1 }.map {
      (extent: $0.0, step: $0.1 * type.width)
    }
    var result: [UInt8] = []
    result.reserveCapacity(count * type.width)
    var index = [Int](repeating: 0, count: axes.count)
    var from = start
    for _ in 0..<count {
      result += values[from..<from + type.width]
      for axis in axes.indices.reversed() {
        index[axis] += 1
        from += axes[axis].step
        if index[axis] < axes[axis].extent { break }
        from -= axes[axis].step * axes[axis].extent
        index[axis] = 0
      }
    }
    return result[...]
  }
}
