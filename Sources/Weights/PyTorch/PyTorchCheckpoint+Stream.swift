// SPDX-License-Identifier: MIT

extension PyTorchCheckpoint {
  /// What the older stream begins with, as a whole number of Python: 0x1950a86a20f9469cfc6c.
  private static let magic: [UInt8] = [
    0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ]
  private static let version = 1001

  /// The stream before 1.6: five pickles (a magic number, a version, the machine, the value, the
  /// keys of the storages), then each storage as a 64-bit count and its values.
  static func readStream(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    var place = bytes.startIndex
    try checkStart(bytes, &place)
    var allowance = Allowance(fileSize: bytes.count)
    var unpickler = try Unpickler(bytes, at: place)
    let root = try unpickler.run()
    let views = try StateDictionary(root, shelf: unpickler.shelf).views
    place = unpickler.reader.position
    let keys = try keys(bytes, &place)
    let storages = try storages(bytes, place, keys, unpickler.storages)
    return try tensors(views, storages, &allowance)
  }

  /// One pickle, after which `place` is moved.
  private static func pickle(
    _ bytes: ArraySlice<UInt8>, _ place: inout Int
  ) throws(WeightError) -> (PickleValue, shelf: [[PickleValue]]) {
    var unpickler = try Unpickler(bytes, at: place)
    let value = try unpickler.run()
    place = unpickler.reader.position
    return (value, unpickler.shelf)
  }

  private static func checkStart(
    _ bytes: ArraySlice<UInt8>, _ place: inout Int
  ) throws(WeightError) {
    let start = place
    guard case .long(let number) = try pickle(bytes, &place).0, number.elementsEqual(magic) else {
      throw .expected(
        byte: start, "the magic number of torch.save", found: "another pickle")
    }
    let second = place
    guard case .int(version) = try pickle(bytes, &place).0 else {
      throw .expected(byte: second, "version \(version) of the stream", found: "another")
    }
    let third = place
    let (machine, shelf) = try pickle(bytes, &place)
    guard case .dictionary(let number) = machine else {
      throw .expected(byte: third, "a dictionary of the machine", found: machine.kind)
    }
    for (key, value) in zip(shelf[number], shelf[number].dropFirst()) {
      if case .string("little_endian") = key, case .bool(false) = value { throw bigEndian(third) }
    }
  }

  private static func keys(
    _ bytes: ArraySlice<UInt8>, _ place: inout Int
  ) throws(WeightError) -> [String] {
    let start = place
    let (value, shelf) = try pickle(bytes, &place)
    guard case .list(let number) = value else {
      throw .expected(byte: start, "a list of storages", found: value.kind)
    }
    var keys: [String] = []
    for key in shelf[number] {
      guard case .string(let text) = key else {
        throw .expected(byte: start, "a list of strings", found: key.kind)
      }
      keys.append(text)
    }
    return keys
  }

  /// The values of each storage. Its type, and so its length, stands in the pickle alone.
  private static func storages(
    _ bytes: ArraySlice<UInt8>, _ place: Int, _ keys: [String],
    _ references: [String: StorageReference]
  ) throws(WeightError) -> [String: ArraySlice<UInt8>] {
    var reader = try ByteReader(bytes, at: place, "the storages")
    var storages: [String: ArraySlice<UInt8>] = [:]
    for key in keys {
      let start = reader.position
      let count = try reader.number(UInt64.self, "the length of a storage")
      guard let reference = references[key], count == reference.count else {
        throw .expected(
          byte: start, "a storage of \(references[key]?.count ?? 0) values",
          found: "\(count) values of ‘\(WeightError.short(key))’")
      }
      let (size, overflow) = count.multipliedReportingOverflow(by: UInt64(reference.type.width))
      storages[key] = try reader.take(overflow ? .max : size, "a storage")
    }
    return storages
  }
}
