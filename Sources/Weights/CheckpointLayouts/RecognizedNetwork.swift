// SPDX-License-Identifier: MIT

/// Network found in a file by the names and shapes of its tensors.
public struct RecognizedNetwork: Equatable, Sendable {
  /// Kind of the network.
  public let kind: NetworkKind
  /// The tensors under NormScope's names, with metadata that describes them.
  public let tensors: NamedTensors
  /// What stands before the network's tensor names in the file, such as `state_dict.module.`.
  public let prefix: String
  /// Entries of the file that are not part of the network, such as an optimizer's state.
  public let ignored: [String]

  /// Finds the one network of a kind in a file.
  ///
  /// Its tensors may have any prefix. Other tensors are ignored if they are counters, belong to
  /// another module, or are not used as weights by the file's graph.
  /// - Throws: `WeightError.layout` with the differences from the closest layout,
  ///   `.severalNetworks` or `.notFinite`.
  public init(_ file: NamedTensors, as kind: NetworkKind) throws(WeightError) {
    var (closest, matches): (CheckpointMismatch?, [Match]) = (nil, [])
    let layouts = CheckpointLayout.layouts(of: kind, names: [])
    for subset in try TensorSubset.candidates(in: file, for: layouts) {
      do throws(CheckpointMismatch) { matches.append(try Match(subset, kind)) } catch {
        if closest.map({ error.count < $0.count }) ?? true { closest = error }
      }
    }
    guard let match = matches.first else {
      throw .layout(closest ?? CheckpointMismatch(kind: kind, layout: "none"))
    }
    guard matches.count == 1 else {
      throw TensorSubset.severalNetworks(matches.map(\.subset.prefix), file)
    }
    try match.layout.checkValues(match.subset)
    (self.kind, tensors) = (kind, match.layout.renamed(match.subset.tensors))
    prefix = match.subset.place
    let used = Set(match.layout.entries.flatMap(\.sources).map { match.subset.prefix + $0 })
    let unused = file.names.filter { !used.contains($0) }
    ignored = file.notes.ignored + unused.map { file.notes.wrapper + $0 }
  }

  /// One line that names the prefix and the ignored entries; nil if there are none.
  public var omissions: String? {
    let parts = [
      prefix.isEmpty ? nil : "removed the prefix ‘\(WeightError.short(prefix))’",
      ignored.isEmpty ? nil : "ignored \(WeightError.list(ignored, limit: 3))",
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Finds the network of a kind, or its counterpart: AdaIN's encoder and decoder are often
  /// confused.
  /// - Throws: `WeightError` for the requested kind.
  static func find(
    in file: NamedTensors, as kind: NetworkKind
  ) throws(WeightError) -> RecognizedNetwork {
    do { return try RecognizedNetwork(file, as: kind) } catch {
      guard case .layout = error, let other = kind.counterpart,
        let network = try? RecognizedNetwork(file, as: other)
      else { throw error }
      return network
    }
  }

  /// Subset of a file and the layout that it matches.
  private struct Match {
    let subset: TensorSubset
    let layout: CheckpointLayout

    /// - Throws: the differences from the closest layout.
    init(_ subset: TensorSubset, _ kind: NetworkKind) throws(CheckpointMismatch) {
      var closest = CheckpointMismatch(kind: kind, layout: "none")
      for layout in CheckpointLayout.layouts(of: kind, names: subset.tensors.names) {
        let mismatch = layout.mismatch(subset)
        if mismatch.count == 0 {
          (self.subset, self.layout) = (subset, layout)
          return
        }
        if closest.count == 0 || mismatch.count < closest.count { closest = mismatch }
      }
      throw closest
    }
  }
}
