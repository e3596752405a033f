// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Settings

/// Cache of networks, their runs and style statistics, limited by bytes.
///
/// A network file that changes is loaded again, and so are the style rows that it has learned.
public final class NetworkCache {
  /// Where networks are found.
  public let library: NetworkLibrary
  private let keepsActivations: Bool
  private let files = ByteCache<FileKey, LoadedNetwork>(limit: 512 << 20) {
    2 * $0.file.tensors.byteCount
  }
  private let runs = ByteCache<RunKey, CachedNetworkRun>(limit: 3 << 30) { $0.bytes }
  private let oneSiteRuns = ByteCache<OneSiteKey, OneSiteRun>(limit: 512 << 20) { $0.bytes }
  private let styles = ByteCache<StyleKey, PictureMoments>(limit: 256 << 20) { $0.bytes }
  private var paths: [String: String] = [:]
  /// Descriptions that are known to match a version of a file.
  private var matching: [FileKey: NetworkSummary] = [:]
  /// Networks that are used in place of those of their name, while they learn a style.
  private var replacements: [String: Network] = [:]

  /// A file and the network that it describes, with sites at its levels if it has no others.
  private struct LoadedNetwork {
    let file: NetworkFile
    let network: Network
  }

  private struct FileKey: Hashable {
    let path: String
    let stamp, rows: FileStamp?
  }

  private struct RunKey: Hashable {
    let network: String
    let stamp: FileStamp?
    let shape: Shape
  }

  struct OneSiteKey: Hashable {
    let content: PictureKey
    let batch: [PictureKey]
    let space: String
    var tensor: String?
    let index: Int
  }

  private struct StyleKey: Hashable {
    let picture: PictureKey
    let crop: Crop?
    let network: String
    let stamp: FileStamp?
  }

  /// An empty cache.
  /// - Parameter keepsActivations: whether runs keep the activations before each site, to restart
  ///   there.
  public init(library: NetworkLibrary = NetworkLibrary(), keepsActivations: Bool = true) {
    (self.library, self.keepsActivations) = (library, keepsActivations)
  }

  /// Returns the file of a network, given its name or path.
  /// - Throws: `NetworkLibraryError`, `FileError` or `WeightFileError`.
  public func file(of name: String) throws -> NetworkFile { try loaded(name).file }

  /// Returns a network, given its name or path.
  /// - Throws: `NetworkLibraryError`, `FileError` or `WeightFileError`.
  public func network(_ name: String) throws -> Network {
    try replacements[name] ?? loaded(name).network
  }

  /// Returns the network of settings.
  /// - Throws: `RenderError.networkChanged` where its file now holds another network, and the
  ///   errors of `network(_:)`.
  func network(of settings: NetworkSettings) throws -> Network {
    let name = settings.summary.name
    guard try changedSummary(of: settings.summary) == nil else {
      throw RenderError.networkChanged(network: name)
    }
    return try network(name)
  }

  /// Returns the description of a network whose file has changed; nil where the known one holds.
  /// - Throws: the errors of `file(of:)`.
  public func changedSummary(of known: NetworkSummary) throws -> NetworkSummary? {
    // A network that learns a style has one more than its file.
    if replacements[known.name] != nil { return nil }
    let key = try key(of: known.name)
    if matching[key] == known { return nil }
    let summary = try NetworkSummary(file(of: known.name), called: known.name)
    matching = [key: summary]
    return summary == known ? nil : summary
  }

  /// Uses a network with other rows of γ and β under a name. Runs of that name remain valid.
  public func use(_ network: Network, as name: String) { replacements[name] = network }

  /// Key of the present version of a network's files.
  private func key(of name: String) throws -> FileKey {
    let path = try path(of: name)
    let rows = NetworkLibrary.isPath(name) ? nil : library.learnedStylesPath(of: name)
    return FileKey(path: path, stamp: FileStamp(path), rows: rows.flatMap(FileStamp.init))
  }

  private func loaded(_ name: String) throws -> LoadedNetwork {
    try files.value(try key(of: name)) {
      let file = try library.load(name)
      let network = try file.network()
      guard network.description.sites.isEmpty else {
        return LoadedNetwork(file: file, network: network)
      }
      return LoadedNetwork(
        file: file,
        network: try Network(network.description.withSitesAtLevels, network.parameters))
    }
  }

  private func path(of name: String) throws -> String {
    if let path = paths[name], FileKind(path) != .nothing { return path }
    let path = try library.path(of: name)
    paths[name] = path
    return path
  }

  private func stamp(of name: String) -> FileStamp? { paths[name].flatMap(FileStamp.init) }

  /// Returns the run of a network over pictures of a shape. - Throws: `RenderError.memory`.
  func run(_ network: Network, named name: String, _ shape: Shape) throws -> CachedNetworkRun {
    let key = RunKey(network: name, stamp: stamp(of: name), shape: shape)
    return try runs.value(key) {
      CachedNetworkRun(
        try NetworkRun.withinMemory(network, shape, keepsActivations: keepsActivations))
    }
  }

  /// Returns the run of a one-site network.
  func oneSiteRun(
    _ key: OneSiteKey, _ make: () throws -> OneSiteRun
  ) rethrows -> OneSiteRun {
    try oneSiteRuns.value(key, make)
  }

  /// Returns the statistics of a style picture, or of a content used as a style.
  func style(
    _ network: Network, named name: String, _ picture: PictureKey, _ crop: Crop?,
    _ tensor: () throws -> Tensor<Float>
  ) throws -> PictureMoments {
    let key = StyleKey(picture: picture, crop: crop, network: name, stamp: stamp(of: name))
    return try styles.value(key) { PictureMoments(network, try tensor()) }
  }
}
