// SPDX-License-Identifier: MIT

/// Tensors of a file whose names start with one prefix, such as those of one of its modules.
struct TensorSubset {
  /// The prefix; empty, or its last character is not a letter or digit.
  let prefix: String
  /// The tensors, named without the prefix.
  private(set) var tensors: NamedTensors
  /// Tensors without the prefix that may belong to the same network: parameters of a module that
  /// contains this one, or weights in the graph of an ONNX file.
  private(set) var related: [String] = []

  /// The prefix with the dictionaries around the tensors, such as `state_dict.module.`.
  var place: String { tensors.notes.wrapper + prefix }

  /// - Parameter excluded: longer prefixes whose tensors are not part of the subset.
  init(_ file: NamedTensors, prefix: String, excluding excluded: [String]) {
    (self.prefix, tensors) = (prefix, NamedTensors(metadata: file.metadata))
    tensors.notes = file.notes
    tensors.notes.graphWeights = file.notes.graphWeights.map { _ in [] }
    for name in file.names {
      let isInside =
        name.utf8.starts(with: prefix.utf8)
        && !excluded.contains { name.utf8.starts(with: $0.utf8) }
      guard isInside else {
        if isRelated(name, file) { related.append(name) }
        continue
      }
      let inner = String(decoding: name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
      tensors[inner] = file[name]
      if file.notes.graphWeights?.contains(name) == true {
        tensors.notes.graphWeights?.insert(inner)
      }
    }
  }

  private func isRelated(_ name: String, _ file: NamedTensors) -> Bool {
    if let weights = file.notes.graphWeights { return weights.contains(name) }
    guard let tensor = file[name], tensor.type.isFloating,
      !TrainingCounter.isCounter(tensor.type, count: tensor.count, named: name),
      !file.notes.besideDictionaries.contains(name)
    else { return false }
    let module = name.lastIndex(of: ".").map { name[...$0] } ?? ""
    return module.utf8.count < prefix.utf8.count && prefix.utf8.starts(with: module.utf8)
  }
}

extension TensorSubset {
  /// Largest number of networks in one file that are compared with a layout.
  private static let maximumCount = 16

  /// Returns the subsets of a file that have all tensors of a layout by name; if there are none,
  /// the one that has most of them.
  /// - Throws: `WeightError.severalNetworks` if there are too many to compare.
  static func candidates(
    in file: NamedTensors, for layouts: [CheckpointLayout]
  ) throws(WeightError) -> [TensorSubset] {
    var complete: [String] = []
    var best = (prefix: "", count: 0)
    for layout in layouts {
      let sources = Set(layout.entries.flatMap(\.sources))
      for (prefix, count) in prefixes(of: sources, in: file.names) {
        if count > best.count { best = (prefix, count) }
        if count == sources.count, !complete.contains(prefix) { complete.append(prefix) }
        guard complete.count <= maximumCount else { throw severalNetworks(complete, file) }
      }
    }
    guard !complete.isEmpty else {
      return [TensorSubset(file, prefix: best.prefix, excluding: [])]
    }
    return complete.map { prefix in
      let longer = complete.filter { $0 != prefix && $0.utf8.starts(with: prefix.utf8) }
      return TensorSubset(file, prefix: prefix, excluding: longer)
    }
  }

  /// Returns the error for a file with one network under each of several prefixes.
  static func severalNetworks(_ prefixes: [String], _ file: NamedTensors) -> WeightError {
    .severalNetworks(prefixes.map { file.notes.wrapper + $0 })
  }

  /// Returns the prefixes before names of a layout, each with the number of these names, in the
  /// order of the file.
  ///
  /// Only as many bytes of a name are examined as the longest name of the layout has.
  private static func prefixes(
    of sources: Set<String>, in names: [String]
  ) -> [(prefix: String, count: Int)] {
    let longest = sources.map(\.utf8.count).max() ?? 0
    var (indices, result): ([Substring: Int], [(prefix: String, count: Int)]) = ([:], [])
    for name in names {
      for start in starts(in: name, length: longest) where sources.contains(String(name[start...]))
      {
        let prefix = name[..<start]
        if let index = indices[prefix] {
          result[index].count += 1
        } else {
          indices[prefix] = result.count
          result.append((String(prefix), 1))
        }
      }
    }
    return result
  }

  /// Returns the positions in the last `length` bytes of a name where a prefix may end: the start
  /// of the name, and those after an ASCII character that is not a letter or digit.
  private static func starts(in name: String, length: Int) -> [String.Index] {
    let bytes = name.utf8
    var (start, result) = (bytes.endIndex, [String.Index]())
    for _ in 0..<min(length, bytes.count) {
      start = bytes.index(before: start)
      let isStart = start == bytes.startIndex || isSeparator(bytes[bytes.index(before: start)])
      if isStart { result.append(start) }
    }
    return result
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    let scalar = Unicode.Scalar(byte)
    return scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9" ~= scalar)
  }
}
