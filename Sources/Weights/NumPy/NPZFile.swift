// SPDX-License-Identifier: MIT

/// NumPy's `.npz` format: a zip archive of `.npy` arrays, stored or deflated.
enum NPZFile {
  /// Returns all arrays, named without `.npy`, in the order of the archive.
  ///
  /// Counters (`TrainingCounter`) are left out: PyTorch's state dictionaries contain them beside
  /// running statistics.
  static func read(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    let archive = try ZipArchive(bytes)
    var budget = AllocationBudget(fileSize: bytes.count)
    var tensors = NamedTensors()
    for entry in try arrays(archive) {
      let name = name(entry)
      let contents = try archive.contents(of: entry, &budget)
      let type = NumPyHeader.typeOfSingleValue(contents)
      if let type, TrainingCounter.isCounter(type, count: 1, named: name) {
        tensors.notes.ignored.append(name)
      } else {
        try tensors.add(tensor(contents, entry.name), as: name)
      }
    }
    return tensors
  }

  /// Lists all arrays by their headers. An array that cannot be read is listed as not usable.
  static func archive(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> TensorArchive {
    let archive = try ZipArchive(bytes)
    let arrays = try arrays(archive)
    var entries: [TensorArchive.Entry] = []
    for entry in arrays {
      let start = try archive.prefix(of: entry, maximumHeaderSize)
      do throws(NumPyError) {
        let header = try NumPyHeader(start)
        entries.append(.init(name(entry), header.type, header.axes))
      } catch {
        entries.append(.init(name(entry), unsupported: error.typeName))
      }
    }
    return TensorArchive(entries) { index throws(WeightError) in
      var budget = AllocationBudget(fileSize: bytes.count)
      let contents = try archive.contents(of: arrays[index], &budget)
      return try tensor(contents, arrays[index].name)
    }
  }

  /// Bytes of an array in which its header is looked for: that of 64 axes fits several times.
  private static let maximumHeaderSize = 4096

  private static func arrays(_ archive: ZipArchive) throws(WeightError) -> [ZipEntry] {
    for entry in archive.entries where !entry.name.hasSuffix(".npy") {
      throw .expected(
        byte: entry.byte, "a .npy array", found: "‘\(WeightError.short(entry.name))’")
    }
    return archive.entries
  }

  private static func name(_ entry: ZipEntry) -> String { String(entry.name.dropLast(4)) }

  private static func tensor(
    _ contents: ArraySlice<UInt8>, _ name: String
  ) throws(WeightError) -> WeightTensor {
    do { return try NumPyFile.tensor(contents, minimumRank: 1) } catch {
      throw .entry(name, .array(error))
    }
  }
}

extension NumPyError {
  /// Type of an array that cannot be read; "unreadable" if the type is not the reason.
  fileprivate var typeName: String {
    if case .type(let name) = self { name } else { "unreadable" }
  }
}
