// SPDX-License-Identifier: MIT

/// Parser of the Python literal in a `.npy` header: one dictionary of strings, booleans and tuples
/// of integers. Nothing is evaluated.
struct PythonDictionary {
  private enum Value {
    case string(String)
    case bool(Bool)
    case tuple([Int])
  }

  private var fields: [String: Value] = [:]
  private var rest: Substring

  init(_ bytes: ArraySlice<UInt8>) throws(NumPyError) {
    guard bytes.allSatisfy({ $0 < 128 }) else { throw .badHeader("not ASCII") }
    let text = String(decoding: bytes, as: UTF8.self)
    rest = text[...]
    try expect("{")
    while !take("}") {
      let key = try quoted()
      try expect(":")
      guard fields.updateValue(try value(), forKey: key) == nil else {
        throw .badHeader("key ‘\(key)’ occurs more than once")
      }
      if !take(",") {
        try expect("}")
        break
      }
    }
    skipBlanks()
    guard rest.isEmpty else { throw .badHeader("text after the dictionary") }
  }

  func string(_ key: String) throws(NumPyError) -> String {
    guard case .string(let value)? = fields[key] else {
      throw .badHeader("no string under ‘\(key)’")
    }
    return value
  }

  func bool(_ key: String) throws(NumPyError) -> Bool {
    guard case .bool(let value)? = fields[key] else {
      throw .badHeader("no boolean under ‘\(key)’")
    }
    return value
  }

  func tuple(_ key: String) throws(NumPyError) -> [Int] {
    guard case .tuple(let value)? = fields[key] else { throw .badHeader("no tuple under ‘\(key)’") }
    return value
  }

  private mutating func value() throws(NumPyError) -> Value {
    if take("True") { return .bool(true) }
    if take("False") { return .bool(false) }
    if take("(") { return .tuple(try numbers()) }
    // Structured types are lists. They are returned as text, for the error about the type.
    if rest.first == "[" { return .string(try list()) }
    return .string(try quoted())
  }

  private mutating func numbers() throws(NumPyError) -> [Int] {
    var result: [Int] = []
    while !take(")") {
      skipBlanks()
      let digits = rest.prefix { $0.isNumber || $0 == "-" }
      guard let number = Int(digits) else {
        throw .badHeader("expected a number at ‘\(rest.prefix(20))’")
      }
      result.append(number)
      rest.removeFirst(digits.count)
      _ = take("L")
      if !take(",") {
        try expect(")")
        break
      }
    }
    return result
  }

  /// Returns the source text of a list, up to its closing bracket.
  private mutating func list() throws(NumPyError) -> String {
    var depth = 0
    for index in rest.indices {
      if rest[index] == "[" { depth += 1 }
      if rest[index] == "]" { depth -= 1 }
      guard depth == 0 else { continue }
      let list = rest[...index]
      rest = rest[rest.index(after: index)...]
      return String(list.prefix(60))
    }
    throw .badHeader("unterminated list")
  }

  private mutating func quoted() throws(NumPyError) -> String {
    skipBlanks()
    guard let quote = rest.first, quote == "'" || quote == "\"" else {
      throw .badHeader("expected a string at ‘\(rest.prefix(20))’")
    }
    let body = rest.dropFirst()
    guard let end = body.firstIndex(of: quote) else { throw .badHeader("unterminated string") }
    rest = body[body.index(after: end)...]
    return String(body[..<end])
  }

  private mutating func take(_ token: String) -> Bool {
    skipBlanks()
    guard rest.hasPrefix(token) else { return false }
    rest.removeFirst(token.count)
    return true
  }

  private mutating func expect(_ token: String) throws(NumPyError) {
    if !take(token) { throw .badHeader("expected ‘\(token)’ at ‘\(rest.prefix(20))’") }
  }

  private mutating func skipBlanks() {
    rest = rest.drop { $0 == " " || $0 == "\n" || $0 == "\t" }
  }
}
