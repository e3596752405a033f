// SPDX-License-Identifier: MIT

/// Reader of NumPy's `.npy` format.
enum NumPyFile {
  /// Returns the array in the bytes of a file, in C order and little endian.
  ///
  /// An array that is stored so is a slice of the file.
  /// - Throws: `NumPyError`, before anything is allocated.
  static func tensor(
    _ bytes: ArraySlice<UInt8>, minimumRank: Int
  ) throws(NumPyError) -> WeightTensor {
    let header = try NumPyHeader(bytes)
    guard header.axes.count >= minimumRank else { throw .shape(header.axes) }
    let expected = try header.count() * header.type.width
    let values = bytes.dropFirst(header.length)
    guard values.count == expected else {
      throw .length(expected: expected, found: values.count)
    }
    return WeightTensor(header.type, header.axes, bytes: rearranged(values, header))
  }

  private static func rearranged(
    _ values: ArraySlice<UInt8>, _ header: NumPyHeader
  ) -> ArraySlice<UInt8> {
    guard header.isFortran || header.isBigEndian else { return values }
    return switch header.type.width {
    case 1: rearranged(values, header, UInt8.self)
    case 2: rearranged(values, header, UInt16.self)
    case 4: rearranged(values, header, UInt32.self)
    default: rearranged(values, header, UInt64.self)
    }
  }

  /// Returns the values in C order (last axis fastest) and little endian.
  /// - Parameter word: an integer of the values' width.
  private static func rearranged<Word: FixedWidthInteger>(
    _ values: ArraySlice<UInt8>, _ header: NumPyHeader, _ word: Word.Type
  ) -> ArraySlice<UInt8> {
    let (axes, size) = (header.axes, MemoryLayout<Word>.size)
    let strides = strides(header)
    var index = [Int](repeating: 0, count: axes.count)
    var from = 0
    let result = [UInt8](unsafeUninitializedCapacity: values.count) { buffer, count in
      let output = UnsafeMutableRawBufferPointer(buffer)
      values.withUnsafeBytes { source in
        for to in stride(from: 0, to: source.count, by: size) {
          let value = source.loadUnaligned(fromByteOffset: from * size, as: Word.self)
          output.storeBytes(
            of: header.isBigEndian ? value.byteSwapped : value, toByteOffset: to, as: Word.self)
          for axis in axes.indices.reversed() {
            index[axis] += 1
            from += strides[axis]
            if index[axis] < axes[axis] { break }
            from -= strides[axis] * axes[axis]
            index[axis] = 0
          }
        }
      }
      count = values.count
    }
    return result[...]
  }

  /// Returns the distance between neighbors along each axis, in values.
  private static func strides(_ header: NumPyHeader) -> [Int] {
    let axes = header.axes
    var strides = [Int](repeating: 1, count: axes.count)
    if header.isFortran {
      for axis in axes.indices.dropFirst() { strides[axis] = strides[axis - 1] * axes[axis - 1] }
    } else {
      for axis in axes.indices.reversed().dropFirst() {
        strides[axis] = strides[axis + 1] * axes[axis + 1]
      }
    }
    return strides
  }
}
