// SPDX-License-Identifier: MIT

/// PyTorch checkpoint: a state dictionary written by `torch.save`.
struct PyTorchCheckpoint {
  /// Names and tensors, whose values have not been read.
  let dictionary: StateDictionary
  let storages: Storages
  /// Budget that is left for values.
  let budget: AllocationBudget

  /// Where the values are.
  enum Storages {
    /// Entries of a folder in a zip archive.
    case archive(ZipArchive, folder: String, end: Int)
    /// Parts of a stream by key.
    case stream([String: ArraySlice<UInt8>])
  }

  /// Reads the zip format of PyTorch 1.6 and later: `…/data.pkl`, with the values in `…/data/KEY`.
  init(archive bytes: ArraySlice<UInt8>) throws(WeightError) {
    let archive = try ZipArchive(bytes)
    var budget = AllocationBudget(fileSize: bytes.count)
    guard
      let entry = archive.entries.first(where: { $0.name.split(separator: "/").last == "data.pkl" })
    else { throw .truncated(byte: bytes.endIndex, expected: "an entry data.pkl") }
    let folder = entry.name.dropLast("data.pkl".count)
    try Self.checkOrder(archive, folder, &budget)
    let pickle = try archive.contents(of: entry, &budget)
    dictionary = try Self.inside(entry) { () throws(WeightError) in
      var unpickler = try Unpickler(pickle)
      let root = try unpickler.run()
      return try StateDictionary(root, containers: unpickler.containers)
    }
    storages = .archive(archive, folder: String(folder), end: bytes.endIndex)
    self.budget = budget
  }

  /// Reads the values of all tensors.
  func namedTensors() throws(WeightError) -> NamedTensors {
    var (tensors, budget) = (NamedTensors(), budget)
    tensors.notes = dictionary.notes
    var known: [String: ArraySlice<UInt8>] = [:]
    for (name, view) in dictionary.views {
      let key = view.storage.key
      let values: ArraySlice<UInt8>
      if let read = known[key] { values = read } else { values = try storage(of: view, &budget) }
      known[key] = values
      try tensors.add(view.tensor(in: values, &budget), as: name)
    }
    return tensors
  }

  /// The tensors, whose values are read on demand.
  var tensors: TensorArchive {
    let views = dictionary.views
    return TensorArchive(views.map { .init($0.name, $0.view.type, $0.view.shape) }) {
      index throws(WeightError) in
      var budget = budget
      let view = views[index].view
      return try view.tensor(in: storage(of: view, &budget), &budget)
    }
  }

  /// Returns the values of a tensor's storage.
  private func storage(
    of view: TensorView, _ budget: inout AllocationBudget
  ) throws(WeightError) -> ArraySlice<UInt8> {
    switch storages {
    case .archive(let archive, let folder, let end):
      let name = folder + "data/" + view.storage.key
      guard let entry = archive.entry(name) else {
        throw .truncated(byte: end, expected: "an entry ‘\(WeightError.short(name))’")
      }
      return try archive.contents(of: entry, &budget)
    case .stream(let parts):
      guard let values = parts[view.storage.key] else {
        throw .expected(
          byte: view.byte, "a storage in the file",
          found: "‘\(WeightError.short(view.storage.key))’")
      }
      return values
    }
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
}
