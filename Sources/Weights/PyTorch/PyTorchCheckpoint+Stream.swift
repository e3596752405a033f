// SPDX-License-Identifier: MIT

/// The stream format before PyTorch 1.6.
extension PyTorchCheckpoint {
  /// Magic number of the older stream format, 0x1950a86a20f9469cfc6c in little endian.
  private static let magic: [UInt8] = [
    0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ]
  private static let version = 1001

  /// Whether bytes start with a pickle of the magic number.
  static func isStream(_ start: ArraySlice<UInt8>) -> Bool {
    // PROTO, its version, and LONG1 of ten bytes.
    start.first == 0x80 && start.dropFirst(2).starts(with: [0x8A, 10] + magic)
  }

  /// Reads a stream: five pickles (magic number, version, machine, state dictionary, storage keys),
  /// then each storage as a 64-bit count and its values.
  init(stream bytes: ArraySlice<UInt8>) throws(WeightError) {
    var position = bytes.startIndex
    try Self.checkStart(bytes, &position)
    budget = AllocationBudget(fileSize: bytes.count)
    var unpickler = try Unpickler(bytes, at: position)
    let root = try unpickler.run()
    dictionary = try StateDictionary(root, containers: unpickler.containers)
    position = unpickler.reader.position
    let keys = try Self.keys(bytes, &position)
    storages = .stream(try Self.storages(bytes, position, keys, unpickler.storages))
  }

  /// Reads one pickle and advances `position` past it.
  private static func pickle(
    _ bytes: ArraySlice<UInt8>, _ position: inout Int
  ) throws(WeightError) -> (PickleValue, containers: [[PickleValue]]) {
    var unpickler = try Unpickler(bytes, at: position)
    let value = try unpickler.run()
    position = unpickler.reader.position
    return (value, unpickler.containers)
  }

  private static func checkStart(
    _ bytes: ArraySlice<UInt8>, _ position: inout Int
  ) throws(WeightError) {
    let start = position
    guard case .long(let number) = try pickle(bytes, &position).0, number.elementsEqual(magic)
    else {
      throw .expected(
        byte: start, "the magic number of torch.save", found: "a different pickle")
    }
    let second = position
    guard case .int(version) = try pickle(bytes, &position).0 else {
      throw .expected(
        byte: second, "version \(version) of the stream", found: "a different version")
    }
    let third = position
    let (machine, containers) = try pickle(bytes, &position)
    guard case .dictionary(let number) = machine else {
      throw .expected(byte: third, "a dictionary that describes the machine", found: machine.kind)
    }
    for (key, value) in zip(containers[number], containers[number].dropFirst()) {
      if case .string("little_endian") = key, case .bool(false) = value { throw bigEndian(third) }
    }
  }

  private static func keys(
    _ bytes: ArraySlice<UInt8>, _ position: inout Int
  ) throws(WeightError) -> [String] {
    let start = position
    let (value, containers) = try pickle(bytes, &position)
    guard case .list(let number) = value else {
      throw .expected(byte: start, "a list of storages", found: value.kind)
    }
    var keys: [String] = []
    for key in containers[number] {
      guard case .string(let text) = key else {
        throw .expected(byte: start, "a list of strings", found: key.kind)
      }
      keys.append(text)
    }
    return keys
  }

  /// Returns the values of each storage. Only the pickle contains its type, and so its size in
  /// bytes.
  private static func storages(
    _ bytes: ArraySlice<UInt8>, _ position: Int, _ keys: [String],
    _ references: [String: StorageReference]
  ) throws(WeightError) -> [String: ArraySlice<UInt8>] {
    var reader = try ByteReader(bytes, at: position, "the storages")
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
      storages[key] = try reader.read(overflow ? .max : size, "a storage")
    }
    return storages
  }
}
