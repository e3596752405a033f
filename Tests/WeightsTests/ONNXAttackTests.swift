// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Malicious ONNX models: impossible sizes and fields.
@Suite struct ONNXAttackTests {
  private func varint(_ value: UInt64) -> [UInt8] {
    value < 128 ? [UInt8(value)] : [UInt8(value & 127) | 128] + varint(value >> 7)
  }

  private func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
  }

  private func number(_ number: UInt64, _ value: UInt64) -> [UInt8] {
    varint(number << 3) + varint(value)
  }

  /// Returns the error for a model with one tensor; nil if it is accepted.
  private func error(
    _ dimensions: [UInt64], type: UInt64 = 1, values: [UInt8], more: [UInt8] = []
  ) -> WeightError? {
    let tensor =
      dimensions.flatMap { number(1, $0) } + number(2, type) + field(8, Array("w".utf8))
      + field(9, values) + more
    return Fixture.error(number(1, 8) + field(7, field(5, tensor)))
  }

  private let four = [UInt8](repeating: 0, count: 16)

  @Test func aMinimalModelIsRead() {
    #expect(error([2, 2], values: four) == nil)
  }

  @Test func dimensionsThatDoNotMatchTheValuesAreRejected() {
    let wrong: [[UInt64]] = [
      [1 << 40], [1 << 40, 1 << 40], [1 << 62, 4], [.max], [UInt64(Int64.max)], [3], [],
      [UInt64](repeating: 1, count: 100), [UInt64](repeating: 1 << 40, count: 20), [0],
    ]
    for dimensions in wrong { #expect(error(dimensions, values: four) != nil, "\(dimensions)") }
    #expect(error([2, 2], type: 8, values: four) != nil, "strings")
    #expect(error([2, 2], type: 99, values: four) != nil)
  }

  @Test func externalDataIsRejected() {
    #expect(error([2, 2], values: four, more: field(13, [])) != nil)
    #expect(error([2, 2], values: four, more: number(14, 1)) != nil)
  }

  @Test func fieldsBeyondTheEndOfTheirMessageAreRejected() {
    let start = number(1, 8)
    let attacks: [[UInt8]] = [
      [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x3A] + varint(.max), [0x3A] + varint(1 << 40),
      [0x3A], [0x08] + [UInt8](repeating: 0xFF, count: 11), [0x3B], [0x3C], [0x3E], [0x02, 0],
      field(7, field(5, field(1, [0xFF]))), field(7, field(1, [0x0A, 5])), number(7, 1),
    ]
    for attack in attacks { #expect(Fixture.error(start + attack) != nil, "\(attack)") }
  }

  @Test func aMillionEmptyNodesAreRejected() {
    let nodes = (0..<1_000_000).flatMap { _ in [0x0A, 0] as [UInt8] }
    guard case .tooLarge? = Fixture.error(number(1, 8) + field(7, nodes)) else {
      Issue.record("the file was accepted")
      return
    }
  }
}
