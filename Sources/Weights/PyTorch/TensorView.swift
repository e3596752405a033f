// SPDX-License-Identifier: MIT

/// A PyTorch tensor before its values are read: extents and strides over a storage.
struct TensorView: Equatable {
  var storage: StorageReference
  var type: ElementType
  /// The first value, counted in values from the storage's.
  var offset: Int
  var shape: [Int]
  /// Values between neighbours, an axis each.
  var strides: [Int]
  /// Where the pickle built it.
  var byte: Int

  /// As many axes as PyTorch itself prints.
  static let mostAxes = 64

  /// The tensor with its values in order, the last axis fastest. - Parameter values: the storage's.
  ///
  /// A part of the storage is used as it lies; other strides are gathered off the allowance.
  func tensor(
    in values: ArraySlice<UInt8>, _ allowance: inout Allowance
  ) throws(WeightError) -> WeightTensor {
    let count = try checkedCount(storageBytes: values.count)
    let start = values.startIndex + offset * type.width
    if count == 0 || isContiguous {
      let end = count == 0 ? start : start + count * type.width
      return WeightTensor(type, shape, bytes: values[start..<end])
    }
    try allowance.take(UInt64(count * type.width), byte: byte, "a tensor")
    return WeightTensor(type, shape, bytes: gathered(from: values, start, count))
  }

  /// How many values there are. - Throws: when one of them is outside the storage.
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
      found:
        "\(type.rawValue) \(WeightTensor.text(shape)) with strides \(WeightTensor.text(strides)) at \(offset)"
    )
  }

  /// Whether the values lie as they are wanted; axes of one have no stride.
  private var isContiguous: Bool {
    var expected = 1
    for (extent, stride) in zip(shape, strides).reversed() where extent != 1 {
      guard stride == expected else { return false }
      expected *= extent
    }
    return true
  }

  /// Values one by one. Axes of one are left out: their strides may be any number.
  private func gathered(
    from values: ArraySlice<UInt8>, _ start: Int, _ count: Int
  ) -> ArraySlice<UInt8> {
    let axes = zip(shape, strides).filter { $0.0 != 1 }.map {
      (extent: $0.0, step: $0.1 * type.width)
    }
    var result: [UInt8] = []
    result.reserveCapacity(count * type.width)
    var place = [Int](repeating: 0, count: axes.count)
    var from = start
    for _ in 0..<count {
      result += values[from..<from + type.width]
      for axis in axes.indices.reversed() {
        place[axis] += 1
        from += axes[axis].step
        if place[axis] < axes[axis].extent { break }
        from -= axes[axis].step * axes[axis].extent
        place[axis] = 0
      }
    }
    return result[...]
  }
}
