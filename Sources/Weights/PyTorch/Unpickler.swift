// SPDX-License-Identifier: MIT

/// Unpickler restricted to dictionaries, lists, tuples, numbers, strings and PyTorch tensors. A few
/// other objects are accepted, and discarded.
///
/// A pickle is a program for a stack machine that can reference and call any Python function. This
/// one accepts a few names (`PickleGlobal`); any other name is an error.
/// Supports protocols 2 to 5 as written by `torch.save` (Python, Lib/pickletools.py).
struct Unpickler {
  var reader: ByteReader
  var stack: [PickleValue] = []
  /// Stack positions of MARK opcodes.
  var marks: [Int] = []
  /// Memoized values by index.
  var memo: [Int: PickleValue] = [:]
  /// Elements of each tuple, list and dictionary (alternating keys and values), by container index.
  private(set) var containers: [[PickleValue]] = []
  /// Referenced storages by key.
  var storages: [String: StorageReference] = [:]
  private var elementCount = 0
  /// Position of the current opcode.
  var byte: Int

  /// Upper bound on values, above that of any network's state dictionary.
  static let maximumValueCount = 1 << 18

  init(_ bytes: ArraySlice<UInt8>, at start: Int? = nil) throws(WeightError) {
    byte = start ?? bytes.startIndex
    reader = try ByteReader(bytes, at: byte, "a pickle")
  }

  /// Executes the pickle and returns its value. The reader is then at the byte after STOP.
  mutating func run() throws(WeightError) -> PickleValue {
    while true {
      byte = reader.position
      let opcode = try reader.byte("an opcode of a pickle")
      if opcode == UInt8(ascii: ".") { return try pop() }
      try step(opcode)
      guard
        max(stack.count, marks.count, containers.count, elementCount, memo.count)
          <= Self.maximumValueCount
      else {
        throw .tooLarge(
          byte: byte, what: "the value count", size: UInt64(Self.maximumValueCount) + 1,
          limit: UInt64(Self.maximumValueCount))
      }
    }
  }

  /// Returns the error for an unexpected value at the current opcode.
  func expected(_ what: String, _ found: PickleValue? = nil) -> WeightError {
    .expected(byte: byte, what, found: found?.kind ?? "a different value")
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

  /// Removes a tuple and returns its elements.
  mutating func popTuple() throws(WeightError) -> [PickleValue] {
    // Not tuple(pop()), which copies this value, and with it the stack, before it is changed.
    let value = try pop()
    return try tuple(value)
  }

  /// Removes the last mark and returns the values after it.
  mutating func popMarked() throws(WeightError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw expected("a mark on the stack") }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  /// Removes the last `count` values and returns them in order.
  mutating func pop(_ count: Int) throws(WeightError) -> [PickleValue] {
    guard stack.count - count >= (marks.last ?? 0) else {
      throw expected("\(count) values on the stack")
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  /// Adds a container and returns its index.
  mutating func newContainer(_ elements: [PickleValue] = []) -> Int {
    containers.append(elements)
    elementCount += elements.count
    return containers.count - 1
  }

  /// Appends elements to a container.
  mutating func append(_ elements: [PickleValue], to number: Int) {
    containers[number] += elements
    elementCount += elements.count
  }

  /// Returns the elements of a tuple.
  func tuple(_ value: PickleValue) throws(WeightError) -> [PickleValue] {
    guard case .tuple(let number) = value else { throw expected("a tuple", value) }
    return containers[number]
  }
}
