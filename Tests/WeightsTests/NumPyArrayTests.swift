// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing
import Weights

/// Reading and writing of `.npy` bytes.
@Suite struct NumPyArrayTests {
  static let axes = [[3, 4], [1, 2, 5], [2, 3, 4, 5], [2, 1, 3, 2, 2], [1, 1, 1, 1, 1, 1]]

  private func shape(_ axes: [Int]) -> Shape {
    Shape(
      axes[0], axes[1], axes.dropFirst(2).dropLast().reduce(1, *),
      axes.count > 2 ? axes[axes.count - 1] : 1)
  }

  @Test(arguments: axes) func writtenArraysAreReadUnchanged(axes: [Int]) throws {
    var random = SplitMix(seed: 40)
    let floats = NumPyArray.float(random.tensor(shape(axes)), axes: axes)
    let doubles = NumPyArray.double(random.tensor(shape(axes)), axes: axes)
    for array in [floats, doubles] {
      let read = try NumPyArray(array.bytes)
      #expect(read == array)
      #expect(read.axes == axes)
      #expect(read.shape == shape(axes))
    }
    #expect(floats.doubles.elements == floats.floats.elements.map(Double.init))
    #expect(doubles.floats.elements == doubles.doubles.elements.map(Float.init))
  }

  @Test func everyBitOfAValueIsPreserved() throws {
    let values: [Float] = [
      -0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, 3.4e38,
      Float(nan: 1, signaling: false),
    ]
    let array = NumPyArray.float(Tensor(Shape(1, 7, 1, 1), elements: values), axes: [1, 7])
    let read = try NumPyArray(array.bytes).floats.elements.map(\.bitPattern)
    #expect(read == values.map(\.bitPattern))
  }

  @Test(arguments: ["False", "True"]) func everyFloat16ValueIsReadExactly(fortran: String) throws {
    let bits = (0...UInt16.max).map { $0 }
    let values = bits.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let text = NumPyBytes.text("'<f2'", fortran: fortran, shape: "(256, 256)")
    let found = try NumPyArray(NumPyBytes.file(text, values: values)).floats
    for (i, value) in found.elements.enumerated() {
      let index = fortran == "True" ? i % 256 * 256 + i / 256 : i
      let expected = Float(Float16(bitPattern: bits[index]))
      #expect(value == expected || value.isNaN && expected.isNaN)
    }
  }

  @Test(arguments: axes) func valuesStartAtAMultipleOf64(axes: [Int]) {
    let array = NumPyArray.float(Tensor(shape(axes)), axes: axes)
    #expect((array.bytes.count - 4 * array.shape.count) % 64 == 0)
  }

  /// In Fortran order the value at `index` has position Σ index[axis] · (product of the axes
  /// before).
  @Test(arguments: axes) func fortranOrderIsConvertedToCOrder(axes: [Int]) throws {
    let count = axes.reduce(1, *)
    let text = NumPyBytes.text(
      fortran: "True", shape: "(\(axes.map(String.init).joined(separator: ", ")))")
    let array = try NumPyArray(NumPyBytes.file(text, values: NumPyBytes.counting(count)))
    for (to, value) in array.floats.elements.enumerated() {
      var (rest, from) = (to, 0)
      for axis in axes.indices.reversed() {
        from += rest % axes[axis] * axes[..<axis].reduce(1, *)
        rest /= axes[axis]
      }
      #expect(value == Float(from))
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt8]) func versions1To3AreRead(version: UInt8) throws {
    let text = NumPyBytes.text(shape: "(1, 2)")
    let bytes = NumPyBytes.file(text, version: version, values: NumPyBytes.counting(2))
    #expect(try NumPyArray(bytes).floats.elements == [0, 1])
  }

  @Test func aSingleAxisIsReadAsChannelsIfRankOneIsAllowed() throws {
    let bytes = NumPyBytes.file(
      NumPyBytes.text(shape: "(3,)"), values: NumPyBytes.counting(3))
    #expect(try NumPyArray(bytes, minimumRank: 1).shape == Shape(1, 3, 1, 1))
    #expect(NumPyBytes.error(bytes) == .shape([3]))
  }

  @Test(arguments: [
    "{'shape': (1, 2), 'fortran_order': False, 'descr': '<f4'}",
    "{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(1,2)}  \n",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 2L), }\n",
    "\n{ 'descr' : '<f4' ,\t'fortran_order':False,'shape':( 1 , 2 , ) , 'more': 'x' }",
  ])
  func everySpellingOfTheDictionaryIsRead(text: String) throws {
    let bytes = NumPyBytes.file(text, values: NumPyBytes.counting(2))
    #expect(try NumPyArray(bytes).floats.elements == [0, 1])
  }
}
