// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Malicious ONNX models: impossible sizes and fields.
@Suite struct ONNXAttackTests {
  private func varint(_ value: UInt64) -> [UInt8] { ProtobufBytes.varint(value) }

  private func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
    ProtobufBytes.field(number, bytes)
  }

  private func number(_ number: UInt64, _ value: UInt64) -> [UInt8] {
    ProtobufBytes.number(number, value)
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

  /// Returns the error for a model with one `Constant` node; nil if it is accepted.
  private func error(constant attribute: [UInt8]) -> WeightError? {
    let node = ProtobufBytes.field(2, "c") + ProtobufBytes.field(4, "Constant")
    return Fixture.error(number(1, 8) + field(7, field(1, node + field(5, attribute))))
  }

  @Test func constantsWithImpossibleTensorsAreRejected() {
    let name = ProtobufBytes.field(1, "value")
    let good = number(1, 2) + number(2, 1) + field(9, [UInt8](repeating: 0, count: 8))
    #expect(error(constant: name + field(5, good)) == nil)
    let attacks: [[UInt8]] = [
      number(1, 1 << 40) + number(2, 1), number(1, 3) + good, number(2, 99), [0xFF],
      good + field(13, []), good + number(14, 1), number(1, .max) + number(2, 1),
    ]
    for attack in attacks { #expect(error(constant: name + field(5, attack)) != nil, "\(attack)") }
    #expect(error(constant: name + number(5, 1)) != nil, "a tensor of another wire type")
  }

  @Test func twoConstantsWithOneNameAreRejected() {
    let value = ProtobufBytes.field(1, "value_int") + number(3, 1)
    let node = field(
      1, ProtobufBytes.field(2, "c") + ProtobufBytes.field(4, "Constant") + field(5, value))
    #expect(Fixture.error(number(1, 8) + field(7, node)) == nil)
    #expect(Fixture.error(number(1, 8) + field(7, node + node)) == .duplicateName("c"))
  }

  @Test func listsOfConstantsAreLimitedByTheMemoryBudget() {
    let list = field(8, [UInt8](repeating: 1, count: 8 << 20))
    guard case .tooLarge? = error(constant: ProtobufBytes.field(1, "value_ints") + list) else {
      Issue.record("the file was accepted")
      return
    }
  }
}
