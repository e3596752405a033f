// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Malicious pickles that try to execute code or to exhaust memory or the stack.
@Suite struct PickleAttackTests {
  /// Returns the error for a checkpoint with a protocol 2 pickle and one storage; nil if it is
  /// accepted.
  private func error(_ body: [UInt8], storage: Int = 16) -> WeightError? {
    Fixture.error(
      ZipBuilder(entries: [
        .init(name: "x/data.pkl", contents: [0x80, 2] + body + [0x2E]),
        .init(name: "x/data/0", contents: [UInt8](repeating: 0, count: storage)),
      ]).bytes)
  }

  private func text(_ text: String) -> [UInt8] {
    [0x8C, UInt8(text.utf8.count)] + Array(text.utf8)
  }

  /// An integer of 8 bytes.
  private func long(_ value: Int) -> [UInt8] {
    [0x8A, 8] + withUnsafeBytes(of: value.littleEndian, Array.init)
  }

  private func tuple(_ values: [Int]) -> [UInt8] {
    [0x28] + values.flatMap(long) + [0x74]
  }

  /// A dictionary with one float32 tensor.
  private func tensor(_ shape: [Int], strides: [Int], offset: Int = 0) -> [UInt8] {
    let storage =
      [0x28] + text("storage") + Array("ctorch\nFloatStorage\n".utf8) + text("0") + text("cpu")
      + long(4) + [0x74, 0x51]
    return [0x7D] + text("w") + Array("ctorch._utils\n_rebuild_tensor_v2\n(".utf8) + storage
      + long(offset) + tuple(shape) + tuple(strides) + [0x89, 0x4E, 0x74, 0x52, 0x73]
  }

  @Test func aMinimalTensorIsRead() {
    #expect(error(tensor([2, 2], strides: [2, 1])) == nil)
    #expect(
      error(tensor([2, 2, 1], strides: [1, 2, .max])) == nil,
      "the stride of an axis of size 1 is irrelevant")
  }

  @Test(arguments: [
    ("posix", "system"), ("os", "system"), ("nt", "system"), ("builtins", "eval"),
    ("__builtin__", "exec"), ("subprocess", "Popen"), ("torch", "load"), ("torch.hub", "load"),
    ("collections", "OrderedDict.__class__"), ("", ""), ("builtins", "getattr"),
    ("numpy", "load"), ("numpy", "fromfile"), ("pathlib", "Path"), ("datetime", "sys"),
  ])
  func otherFunctionsAreRejectedByName(_ module: String, _ name: String) {
    let name = "\(module).\(name)"
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let global = Array("c\(parts[0])\n\(parts[1])\n".utf8)
    let stacked = text(String(parts[0])) + text(String(parts[1])) + [0x93]
    for attack in [global, stacked] {
      let error = error(attack + text("true") + [0x85, 0x52])
      guard case .forbiddenName(_, let found)? = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
      #expect(found == name)
      #expect(error?.description.contains(name) == true)
    }
  }

  @Test func instancesAndExtensionsAreRejected() {
    let odict = Array("ccollections\nOrderedDict\n".utf8)
    let attacks: [[UInt8]] = [
      Array("(icollections\nOrderedDict\n".utf8), odict + [0x29, 0x81], [0x28] + odict + [0x6F],
      [0x82, 1], Array("Pid\n".utf8), Array("I1\n".utf8), odict + [0x52], [0x4B, 1, 0x29, 0x52],
      odict + [0x4B, 1, 0x85, 0x52], [0x5D, 0x7D, 0x62], [0x7D, 0x51], [0x29, 0x51],
    ]
    for attack in attacks { #expect(error(attack) != nil, "\(attack)") }
  }

  @Test func aMillionNestedContainersDoNotOverflowTheStack() {
    for opcode: UInt8 in [0x85, 0x6C, 0x71] {
      let body = opcode == 0x6C ? [UInt8](repeating: 0x28, count: 1_000_000) : [0x29]
      #expect(error(body + [UInt8](repeating: opcode, count: 1_000_000)) != nil)
    }
  }

  @Test(arguments: [0x28, 0x4E, 0x29, 0x5D, 0x7D] as [UInt8])
  func aMillionValuesOnTheStackAreRejected(_ opcode: UInt8) {
    guard case .tooLarge? = error([UInt8](repeating: opcode, count: 1_000_000)) else {
      Issue.record("the file was accepted")
      return
    }
  }

  @Test func aDictionaryThatContainsItselfIsRejected() {
    let body = [0x7D, 0x71, 0] + text("a") + [0x68, 0, 0x73]
    guard case .unsupported(_, "dictionaries nested too deeply", _)? = error(body) else {
      Issue.record("\(String(describing: error(body)))")
      return
    }
  }

  @Test func exponentiallyManyReferencesAreRejected() {
    // Eight lists, each referenced 40 times by the next: 40⁸ paths to the innermost.
    var body: [UInt8] = [0x5D, 0x71, 0]
    for i: UInt8 in 1...8 {
      body += [0x5D, 0x71, i, 0x28] + (0..<40).flatMap { _ in [0x68, i - 1] } + [0x65]
    }
    #expect(error(body) != nil)
  }

  @Test func repeatedCopiesOfAListExceedTheValueLimit() {
    let pair: [UInt8] = [0x4B, 1, 0x4B, 2, 0x86]
    let list: [UInt8] = [0x5D, 0x28] + (0..<1000).flatMap { _ in pair } + [0x65, 0x71, 0, 0x30]
    let call = Array("ccollections\nOrderedDict\n".utf8) + [0x68, 0, 0x85, 0x52, 0x30]
    let error = error(list + (0..<1000).flatMap { _ in call } + [0x4E])
    guard case .tooLarge? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func tensorsOutsideTheirStorageAreRejected() {
    let wrong: [([Int], [Int], Int)] = [
      ([5], [1], 0), ([4], [1], 1), ([2, 2], [4, 1], 0), ([1 << 40], [0], 0), ([1 << 40], [1], 0),
      ([1 << 62, 4], [0, 0], 0), ([2], [.max], 0), ([2], [-1], 1), ([-1], [1], 0), ([1], [1], -1),
      ([0], [1], 1 << 60), ([2, 2], [1], 0), ([1 << 20, 1 << 20], [0, 1], 0),
    ]
    for (shape, strides, offset) in wrong {
      #expect(error(tensor(shape, strides: strides, offset: offset)) != nil, "\(shape) \(strides)")
    }
    #expect(error(tensor([0, 1 << 40, 1 << 40], strides: [0, 1 << 40, 1])) == nil, "no values")
    #expect(error(tensor([4], strides: [1]), storage: 8) != nil)
  }

  @Test func moreThan64AxesAreRejected() {
    let axes = { (count: Int) in [Int](repeating: 1, count: count) }
    #expect(error(tensor(axes(64), strides: axes(64))) == nil)
    #expect(error(tensor(axes(65), strides: axes(65))) != nil)
  }

  @Test func opcodesCannotPopValuesBelowAMark() {
    let below: [[UInt8]] = [[0x86], [0x30], [0x71, 0], [0x73], [0x52], [0x51]]
    for opcode in below { #expect(error([0x7D, 0x29, 0x29, 0x28] + opcode) != nil, "\(opcode)") }
    #expect(error([0x4B, 1, 0x4B, 2, 0x28, 0x86, 0x74]) != nil, "nor is the mark below them")
  }

  @Test func lengthsBeyondTheFileAreRejected() {
    let lengths: [[UInt8]] = [
      [0x58, 255, 255, 255, 255], [0x8D, 255, 255, 255, 255, 255, 255, 255, 255],
      [0x8E, 255, 255, 255, 255, 255, 255, 255, 127], [0x8B, 255, 255, 255, 255],
      [0x8B, 0, 0, 0, 128], [0x8A, 255],
    ]
    for length in lengths { #expect(error(length) != nil, "\(length)") }
  }

  @Test func theOlderStreamFormatRejectsOtherFunctions() throws {
    var bytes = try Fixture.bytes("types-old.pth")
    let name = Array("collections\nOrderedDict".utf8)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
    bytes.replaceSubrange(start..<start + name.count, with: Array("posix\nsystem".utf8))
    #expect(Fixture.error(bytes) == .forbiddenName(byte: start - 1, name: "posix.system"))
  }
}
