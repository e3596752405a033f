// SPDX-License-Identifier: MIT

/// Checkpoints of PyTorch: what `torch.save` wrote of a state dictionary.
enum PyTorchCheckpoint {
  /// The zip container since 1.6: `…/data.pkl`, and the values under `…/data/KEY`.
  static func readArchive(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    let archive = try ZipArchive(bytes)
    var allowance = Allowance(fileSize: bytes.count)
    guard
      let entry = archive.entries.first(where: { $0.name.split(separator: "/").last == "data.pkl" })
    else { throw .cut(byte: bytes.endIndex, expected: "an entry data.pkl") }
    let folder = entry.name.dropLast("data.pkl".count)
    try checkOrder(archive, folder, &allowance)
    let pickle = try archive.contents(of: entry, &allowance)
    let views = try inside(entry) { () throws(WeightError) in
      var unpickler = try Unpickler(pickle)
      let root = try unpickler.run()
      return try StateDictionary(root, shelf: unpickler.shelf).views
    }
    var storages: [String: ArraySlice<UInt8>] = [:]
    for (_, view) in views where storages[view.storage.key] == nil {
      let name = folder + "data/" + view.storage.key
      guard let entry = archive.entry(String(name)) else {
        throw .cut(byte: bytes.endIndex, expected: "an entry ‘\(WeightError.short(String(name)))’")
      }
      storages[view.storage.key] = try archive.contents(of: entry, &allowance)
    }
    return try tensors(views, storages, &allowance)
  }

  /// Errors in a packed entry are told with its name, as their bytes are not the file's.
  private static func inside<Result>(
    _ entry: ZipEntry, _ body: () throws(WeightError) -> Result
  ) throws(WeightError) -> Result {
    do { return try body() } catch {
      throw entry.method == 0 ? error : .entry(entry.name, error)
    }
  }

  private static func checkOrder(
    _ archive: ZipArchive, _ folder: Substring, _ allowance: inout Allowance
  ) throws(WeightError) {
    guard let entry = archive.entry(folder + "byteorder") else { return }
    guard try archive.contents(of: entry, &allowance).elementsEqual("little".utf8) else {
      throw bigEndian(entry.byte)
    }
  }

  /// The error of a file from a machine with the other order of bytes.
  static func bigEndian(_ byte: Int) -> WeightError {
    .unsupported(
      byte: byte, what: "a big-endian checkpoint", advice: "save it on a little-endian machine")
  }

  /// Views with the values of their storages.
  static func tensors(
    _ views: [(name: String, view: TensorView)], _ storages: [String: ArraySlice<UInt8>],
    _ allowance: inout Allowance
  ) throws(WeightError) -> NamedTensors {
    var tensors = NamedTensors()
    for (name, view) in views {
      guard let values = storages[view.storage.key] else {
        throw .expected(
          byte: view.byte, "a storage of the file",
          found: "‘\(WeightError.short(view.storage.key))’")
      }
      try tensors.add(view.tensor(in: values, &allowance), as: name)
    }
    return tensors
  }
}
