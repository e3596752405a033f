// SPDX-License-Identifier: MIT

extension Unpickler {
  /// Executes one opcode.
  mutating func step(_ opcode: UInt8) throws(WeightError) {
    switch Unicode.Scalar(opcode) {
    case "\u{80}": try checkProtocol()
    case "\u{95}": _ = try reader.number(UInt64.self, "the length of a frame")
    case "(": marks.append(stack.count)
    case "0": _ = try pop()
    case "1": _ = try popMarked()
    case "N": push(.none)
    case "\u{88}": push(.bool(true))
    case "\u{89}": push(.bool(false))
    case "J", "K", "M", "\u{8A}", "\u{8B}", "G": try pushNumber(opcode)
    case "X", "\u{8C}", "\u{8D}", "T", "U", "B", "C", "\u{8E}", "\u{96}": try pushText(opcode)
    case ")", "t", "\u{85}", "\u{86}", "\u{87}": try pushTuple(opcode)
    case "]", "l", "a", "e": try list(opcode)
    case "}", "d", "s", "u": try dictionary(opcode)
    case "q", "r", "\u{94}", "h", "j": try memoize(opcode)
    case "c", "\u{93}": try pushGlobal(opcode)
    case "R", "\u{81}", "b", "Q": try build(opcode)
    case "\u{8F}", "\u{90}", "\u{91}": try set(opcode)
    default:
      throw .unsupported(
        byte: byte, what: "the opcode 0x\(String(opcode, radix: 16)) of a pickle",
        advice: "save the model's state_dict() with torch.save and its default protocol")
    }
  }

  private mutating func checkProtocol() throws(WeightError) {
    let version = try reader.byte("the protocol of a pickle")
    guard 2...5 ~= version else {
      throw .expected(byte: byte, "a pickle of protocol 2 to 5", found: "protocol \(version)")
    }
  }

  private mutating func pushNumber(_ opcode: UInt8) throws(WeightError) {
    switch Unicode.Scalar(opcode) {
    case "J": push(.int(Int(try reader.number(Int32.self, "an integer"))))
    case "K": push(.int(Int(try reader.byte("an integer"))))
    case "M": push(.int(Int(try reader.number(UInt16.self, "an integer"))))
    case "\u{8A}": try pushLong(Int(reader.byte("the length of a number")))
    case "\u{8B}": try pushLong(Int(reader.number(Int32.self, "the length of a number")))
    default:
      let bits = try reader.number(UInt64.self, "a number").byteSwapped
      push(.float(Double(bitPattern: bits)))
    }
  }

  /// LONG1 and LONG4: an integer of `length` bytes, two's complement, little endian.
  private mutating func pushLong(_ length: Int) throws(WeightError) {
    let bytes = try reader.read(length, "an integer")
    guard length <= 8 else { return push(.long(bytes)) }
    let isNegative = bytes.last.map { $0 & 0x80 != 0 } ?? false
    push(.int(bytes.reversed().reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) }))
  }

  private mutating func pushText(_ opcode: UInt8) throws(WeightError) {
    let length: UInt64
    switch Unicode.Scalar(opcode) {
    case "\u{8C}", "U", "C": length = UInt64(try reader.byte("the length of a string"))
    case "X", "T", "B": length = UInt64(try reader.number(UInt32.self, "the length of a string"))
    default: length = try reader.number(UInt64.self, "the length of a string")
    }
    switch Unicode.Scalar(opcode) {
    case "B", "C", "\u{8E}", "\u{96}": push(.bytes(try reader.read(length, "bytes")))
    default: push(.string(try reader.text(length, "a string")))
    }
  }

  private mutating func pushTuple(_ opcode: UInt8) throws(WeightError) {
    let elements: [PickleValue]
    switch Unicode.Scalar(opcode) {
    case ")": elements = []
    case "t": elements = try popMarked()
    default: elements = try pop(Int(opcode) - 0x84)
    }
    push(.tuple(newContainer(elements)))
  }

  private mutating func list(_ opcode: UInt8) throws(WeightError) {
    if opcode == UInt8(ascii: "]") { return push(.list(newContainer())) }
    if opcode == UInt8(ascii: "l") { return push(.list(newContainer(try popMarked()))) }
    let elements = opcode == UInt8(ascii: "a") ? [try pop()] : try popMarked()
    switch stack.last {
    case .list(let number)?: append(elements, to: number)
    case .object?: break
    default: throw expected("a list", stack.last)
    }
  }

  private mutating func dictionary(_ opcode: UInt8) throws(WeightError) {
    if opcode == UInt8(ascii: "}") { return push(.dictionary(newContainer())) }
    let members = opcode == UInt8(ascii: "s") ? try pop(2) : try popMarked()
    guard members.count.isMultiple(of: 2) else { throw expected("a value for each key") }
    if opcode == UInt8(ascii: "d") { return push(.dictionary(newContainer(members))) }
    switch stack.last {
    case .dictionary(let number)?: append(members, to: number)
    case .object?: break
    default: throw expected("a dictionary", stack.last)
    }
  }

  /// EMPTY_SET (0x8F), ADDITEMS (0x90) and FROZENSET (0x91).
  private mutating func set(_ opcode: UInt8) throws(WeightError) {
    if opcode != 0x8F { _ = try popMarked() }
    if opcode != 0x90 { return push(.object) }
    guard case .object? = stack.last else { throw expected("a set", stack.last) }
  }

  private mutating func memoize(_ opcode: UInt8) throws(WeightError) {
    let number: Int
    switch Unicode.Scalar(opcode) {
    case "q", "h": number = Int(try reader.byte("a memo index"))
    case "r", "j": number = Int(try reader.number(UInt32.self, "a memo index"))
    default: number = memo.count
    }
    if opcode == UInt8(ascii: "h") || opcode == UInt8(ascii: "j") {
      guard let value = memo[number] else { throw expected("a value with memo index \(number)") }
      return push(value)
    }
    guard stack.count > (marks.last ?? 0), let value = stack.last else {
      throw expected("a value on the stack")
    }
    memo[number] = value
  }
}
