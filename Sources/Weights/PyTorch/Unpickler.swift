// SPDX-License-Identifier: MIT

/// A closed unpickler: dictionaries, lists, tuples, numbers, strings, and PyTorch's tensors.
///
/// A pickle is a program for a stack machine that can name and call any function of Python. This one
/// knows a few names (`PickleGlobal`) and builds values for them; any other is an error that tells
/// the name. Protocols 2 to 5 as `torch.save` writes them (Python, Lib/pickletools.py).
struct Unpickler {
  /// What is read.
  var reader: ByteReader
  /// The stack of values.
  var stack: [PickleValue] = []
  /// Where in the stack the open containers begin.
  var marks: [Int] = []
  /// Values that are named again, by number.
  var memo: [Int: PickleValue] = [:]
  /// The elements of tuples, lists and, key before value, dictionaries, by number.
  private(set) var shelf: [[PickleValue]] = []
  /// The storages that were named, by key.
  var storages: [String: StorageReference] = [:]
  private var shelved = 0
  /// Where the opcode that is at work stands.
  var byte: Int

  /// More values than the state dictionary of any network makes.
  static let mostValues = 1 << 18

  init(_ bytes: ArraySlice<UInt8>, at start: Int? = nil) throws(WeightError) {
    byte = start ?? bytes.startIndex
    reader = try ByteReader(bytes, at: byte, "a pickle")
  }

  /// Runs the pickle to its end and gives its value; the reader is behind it.
  mutating func run() throws(WeightError) -> PickleValue {
    while true {
      byte = reader.position
      let opcode = try reader.byte("an opcode of a pickle")
      if opcode == UInt8(ascii: ".") { return try pop() }
      try step(opcode)
      guard max(stack.count, marks.count, shelf.count, shelved, memo.count) <= Self.mostValues
      else {
        throw .tooLarge(
          byte: byte, what: "a number of values", size: UInt64(Self.mostValues) + 1,
          most: UInt64(Self.mostValues))
      }
    }
  }

  /// The error that something else was needed here.
  func expected(_ what: String, _ found: PickleValue? = nil) -> WeightError {
    .expected(byte: byte, what, found: found?.kind ?? "something else")
  }

  mutating func push(_ value: PickleValue) {
    stack.append(value)
  }

  mutating func pop() throws(WeightError) -> PickleValue {
    guard stack.count > (marks.last ?? 0), let value = stack.popLast() else {
      throw expected("a value on the stack")
    }
    return value
  }

  /// The values since the last mark, which goes too.
  mutating func popMarked() throws(WeightError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw expected("a mark on the stack") }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  /// The last values, in order.
  mutating func pop(_ count: Int) throws(WeightError) -> [PickleValue] {
    guard stack.count - count >= (marks.last ?? 0) else {
      throw expected("\(count) values on the stack")
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  /// A new container's number.
  mutating func shelve(_ elements: [PickleValue] = []) -> Int {
    shelf.append(elements)
    shelved += elements.count
    return shelf.count - 1
  }

  /// More elements of a container.
  mutating func append(_ elements: [PickleValue], to number: Int) {
    shelf[number] += elements
    shelved += elements.count
  }

  /// The elements of a tuple.
  func tuple(_ value: PickleValue) throws(WeightError) -> [PickleValue] {
    guard case .tuple(let number) = value else { throw expected("a tuple", value) }
    return shelf[number]
  }
}
