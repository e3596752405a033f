// SPDX-License-Identifier: MIT

/// PyTorch checkpoint: a state dictionary written by `torch.save`.
enum PyTorchCheckpoint {
  /// Reads the zip format of PyTorch 1.6 and later: `…/data.pkl`, with the values in `…/data/KEY`.
  static func readArchive(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    let archive = try ZipArchive(bytes)
    var budget = AllocationBudget(fileSize: bytes.count)
    guard
      let entry = archive.entries.first(where: { $0.name.split(separator: "/").last == "data.pkl" })
    else { throw .truncated(byte: bytes.endIndex, expected: "an entry data.pkl") }
    let folder = entry.name.dropLast("data.pkl".count)
    try checkOrder(archive, folder, &budget)
    let pickle = try archive.contents(of: entry, &budget)
    let dictionary = try inside(entry) { () throws(WeightError) in
      var unpickler = try Unpickler(pickle)
      let root = try unpickler.run()
      return try StateDictionary(root, containers: unpickler.containers)
    }
    var storages: [String: ArraySlice<UInt8>] = [:]
    for (_, view) in dictionary.views where storages[view.storage.key] == nil {
      let name = folder + "data/" + view.storage.key
      guard let entry = archive.entry(String(name)) else {
        throw .truncated(
          byte: bytes.endIndex, expected: "an entry ‘\(WeightError.short(String(name)))’")
      }
      storages[view.storage.key] = try archive.contents(of: entry, &budget)
    }
    return try tensors(dictionary, storages, &budget)
  }

  /// Adds the entry's name to errors in a compressed entry, because their offsets are not those of
  /// the file.
  private static func inside<Result>(
    _ entry: ZipEntry, _ body: () throws(WeightError) -> Result
  ) throws(WeightError) -> Result {
    do { return try body() } catch {
      throw entry.method == 0 ? error : .entry(entry.name, error)
    }
  }

  private static func checkOrder(
    _ archive: ZipArchive, _ folder: Substring, _ budget: inout AllocationBudget
  ) throws(WeightError) {
    guard let entry = archive.entry(folder + "byteorder") else { return }
    guard try archive.contents(of: entry, &budget).elementsEqual("little".utf8) else {
      throw bigEndian(entry.byte)
    }
  }

  static func bigEndian(_ byte: Int) -> WeightError {
    .unsupported(
      byte: byte, what: "a big-endian checkpoint", advice: "save it on a little-endian machine")
  }

  /// Returns the tensors of a dictionary, given the values of their storages.
  static func tensors(
    _ dictionary: StateDictionary, _ storages: [String: ArraySlice<UInt8>],
    _ budget: inout AllocationBudget
  ) throws(WeightError) -> NamedTensors {
    var tensors = NamedTensors()
    tensors.notes = dictionary.notes
    for (name, view) in dictionary.views {
      guard let values = storages[view.storage.key] else {
        throw .expected(
          byte: view.byte, "a storage in the file",
          found: "‘\(WeightError.short(view.storage.key))’")
      }
      try tensors.add(view.tensor(in: values, &budget), as: name)
    }
    return tensors
  }
}

extension PyTorchCheckpoint {
  /// Magic number of the older stream format, 0x1950a86a20f9469cfc6c in little endian.
  private static let magic: [UInt8] = [
    0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ]
  private static let version = 1001

  /// Reads the stream format before PyTorch 1.6: five pickles (magic number, version, machine,
  /// state dictionary, storage keys), then each storage as a 64-bit count and its values.
  static func readStream(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    var position = bytes.startIndex
    try checkStart(bytes, &position)
    var budget = AllocationBudget(fileSize: bytes.count)
    var unpickler = try Unpickler(bytes, at: position)
    let root = try unpickler.run()
    let dictionary = try StateDictionary(root, containers: unpickler.containers)
    position = unpickler.reader.position
    let keys = try keys(bytes, &position)
    let storages = try storages(bytes, position, keys, unpickler.storages)
    return try tensors(dictionary, storages, &budget)
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
