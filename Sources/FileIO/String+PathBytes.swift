// SPDX-License-Identifier: MIT

// Reversible encoding of path bytes in strings.
//
// A path is a sequence of bytes and need not be valid UTF-8; a Swift string always is. Each byte of
// an ill-formed sequence, 0x80…0xFF, is represented by a private-use scalar, U+10FE80…U+10FEFF (as
// in Python's PEP 383, whose lone surrogates a Swift string cannot hold). These scalars themselves,
// if a path contains them, are represented byte by byte too. Parts of encoded paths can be joined
// and split at slashes: the bytes of the result are those of its parts.

extension String {
  /// Creates the string that represents the bytes of a path. `pathBytes` returns the same bytes.
  public init(pathBytes bytes: some Collection<UInt8>) {
    self.init()
    var (parser, input) = (Unicode.UTF8.ForwardParser(), bytes.makeIterator())
    var rest = bytes[...]
    while true {
      switch parser.parseScalar(from: &input) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if scalar.pathByte == nil {
          unicodeScalars.append(scalar)
        } else {
          appendEscaped(rest.prefix(encoded.count))
        }
        rest = rest.dropFirst(encoded.count)
      case .error(let length):
        appendEscaped(rest.prefix(length))
        rest = rest.dropFirst(length)
      case .emptyInput:
        return
      }
    }
  }

  private mutating func appendEscaped(_ bytes: some Collection<UInt8>) {
    unicodeScalars.append(contentsOf: bytes.compactMap(Unicode.Scalar.init(pathByte:)))
  }

  /// Creates the string that represents a null-terminated path.
  public init(pathCString path: UnsafePointer<CChar>) {
    var bytes: [UInt8] = []
    while path[bytes.count] != 0 { bytes.append(UInt8(bitPattern: path[bytes.count])) }
    self.init(pathBytes: bytes)
  }

  /// The bytes of the path, as the system uses them.
  public var pathBytes: [UInt8] {
    guard utf8.contains(Unicode.Scalar.firstUTF8ByteOfPathBytes) else { return Array(utf8) }
    return unicodeScalars.flatMap { $0.pathByte.map { [$0] } ?? Array($0.utf8) }
  }

  /// The bytes of the path with a terminating null, for system calls.
  public var pathCString: [CChar] { pathBytes.map { CChar(bitPattern: $0) } + [0] }

  /// Whether the bytes of the path are valid UTF-8.
  public var isWellFormed: Bool { String(validating: pathBytes, as: UTF8.self) != nil }

  /// The path as ordinary text: each ill-formed sequence of bytes is replaced by U+FFFD.
  public var wellFormed: String { String(decoding: pathBytes, as: UTF8.self) }
}

extension Unicode.Scalar {
  private static let firstPathByte: UInt32 = 0x10FE80
  /// First byte of the UTF-8 encoding of all scalars that represent bytes.
  fileprivate static let firstUTF8ByteOfPathBytes: UInt8 = 0xF4

  /// The scalar that represents a byte of an ill-formed sequence, 0x80…0xFF.
  fileprivate init?(pathByte: UInt8) { self.init(Self.firstPathByte - 0x80 + UInt32(pathByte)) }

  /// The byte that the scalar represents; nil for other scalars.
  var pathByte: UInt8? {
    (Self.firstPathByte..<Self.firstPathByte + 0x80).contains(value)
      ? UInt8(value - Self.firstPathByte + 0x80) : nil
  }
}

extension Sequence<String> {
  /// Returns the paths sorted by their bytes. Unlike `sorted()`, it orders two spellings of the
  /// same character (é as one or two scalars), which are different names.
  public func sortedByPathBytes() -> [String] {
    map { (path: $0, bytes: $0.pathBytes) }
      .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map(\.path)
  }
}
