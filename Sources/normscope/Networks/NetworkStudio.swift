// SPDX-License-Identifier: MIT

import Explorer
import Networks
import Normalization
import Pictures

/// Computes pictures through a network, one after another; styles are measured once.
final class NetworkStudio {
  /// The network.
  let network: Network
  /// What the person should know of the styles' files.
  private(set) var warnings: [String] = []
  private let request: NetworkRequest
  private var style: StyleMixer.Levels = [:]

  /// Reads the network, measures the styles, and finds what would fail for every content.
  init(_ request: NetworkRequest) throws {
    self.request = request
    network = try NetworkFile(NetworkShelf().path(of: request.network)).network()
    try NetworkCheck(description).check(request, styles: network.styles)
    let mixer = StyleMixer(network)
    let styles = try request.styles.map { style in
      let (tensor, warnings) = try Self.tensor(
        style.path, size: request.styleSize ?? request.size)
      self.warnings += warnings
      return try mixer.moments(of: tensor)
    }
    style = mixer.mixture(styles, weights: request.styles.map(\.weight))
  }

  private var description: NetworkDescription { network.description }

  /// A picture's file as the network takes it, with what is to be known of it.
  func content(_ path: String) throws -> (tensor: Tensor<Float>, warnings: [String]) {
    guard description.inputs == 3 else {
      throw UsageError(
        "‘\(description.name.printable)’ takes no picture but \(description.inputs) channels of "
          + "features: see normscope decode --help")
    }
    return try Self.tensor(path, size: request.size)
  }

  /// A run on a picture, or on what enters the first layer, with everything chosen.
  func run(on content: Tensor<Float>, keeps: Bool = false) throws -> NetworkRun {
    let run = try NetworkRun.checked(network, content.shape, keeps: keeps)
    run.show(content)
    try choose(at: run, levels(for: content))
    return run
  }

  /// The network's picture of a content.
  func picture(of content: Tensor<Float>) throws -> Picture {
    guard description.output != nil else {
      throw UsageError("‘\(request.network.printable)’ gives features and no picture")
    }
    guard let output = try run(on: content).output() else { throw UsageError("the run stopped") }
    return ColorSpace.rgb.picture(from: output).picture
  }

  /// Chooses what every site does. - Parameter levels: γ and β of the style; empty without one.
  func choose(at run: NetworkRun, _ levels: StyleMixer.Levels) throws {
    for (index, site) in run.sites.enumerated() {
      let affine = affine(at: site, levels)
      if let swap = request.swaps.last(where: { ["all", site.name].contains($0.site) }) {
        let plain = affine ?? .identity(channels: site.channels)
        run.choose(try swap.normalizer(plain, at: site), at: index)
      } else if let affine, isChosen(site) {
        run.choose(InstanceNorm(affine, epsilon: site.epsilon), at: index)
      }
    }
  }

  /// γ and β of a site: the style's, or a row of the file's.
  private func affine(at site: Networks.Site, _ levels: StyleMixer.Levels) -> Affine? {
    switch site.source {
    case .style(let level): return levels[level]
    case .none: return nil
    case .instance, .batch: break
    }
    let table = network.table(at: site)
    if let weights = request.styleWeights, !table.isEmpty {
      return .mixture(Array(table.prefix(weights.count)), weights: weights)
    }
    return table.isEmpty ? nil : table[request.styleIndex ?? 0]
  }

  /// Whether something else than the file's own happens at a site. Running moments stay.
  private func isChosen(_ site: Networks.Site) -> Bool {
    switch site.source {
    case .style: true
    case .instance: request.styleIndex != nil || request.styleWeights != nil
    case .batch, .none: false
    }
  }

  /// γ and β for a content: the style's, mixed with its own.
  func levels(for content: Tensor<Float>) throws -> StyleMixer.Levels {
    try StyleMixer(network).levels(style, alpha: request.alpha, content: content)
  }

  /// A picture's file at a size, in RGB 0…1, with what is to be known of it.
  static func tensor(
    _ path: String, size: Int?
  ) throws -> (tensor: Tensor<Float>, warnings: [String]) {
    let limit = min(PictureFile.pixelLimit, MemoryBudget.pixels * (size == nil ? 1 : 5))
    let loaded = try PictureFile.read(path, fitting: size, pixelLimit: limit)
    return (ColorSpace.rgb.tensor(of: loaded.picture), loaded.warnings)
  }
}
