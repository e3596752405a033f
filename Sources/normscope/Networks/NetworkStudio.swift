// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Networks
import Normalization
import Pictures

/// Computes pictures through a network, one after another; styles are measured once.
final class NetworkStudio {
  /// The network.
  let network: Network
  /// What the person should know of the styles' files.
  private(set) var warnings: [String] = []
  let request: NetworkRequest
  private let style: StyleMixer

  /// Reads the network, measures the styles, and finds what would fail for every content.
  init(_ request: NetworkRequest) throws {
    self.request = request
    let file = try NetworkLibrary().file(of: request.network)
    network = try file.network()
    try NetworkCheck(network.description).check(request, styles: file.styles)
    var styles: [StyleMoments] = []
    for choice in request.styles {
      let (tensor, said) = try Self.tensor(choice.path, size: request.styleSize ?? request.size)
      styles.append(try StyleMixer.moments(of: tensor, in: network))
      warnings += said
    }
    style = StyleMixer(
      network.description, styles, weights: request.styles.map(\.weight), alpha: request.alpha)
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

  /// A run on a picture with everything chosen.
  func run(on content: Tensor<Float>, keeps: Bool = false) throws -> NetworkRun {
    let run = try NetworkRun.checked(network, content.shape, keeps: keeps)
    run.setInput(content)
    try choose(at: run, content: content)
    return run
  }

  /// The network's picture of a content.
  func picture(of content: Tensor<Float>) throws -> Picture {
    try picture(of: run(on: content))
  }

  /// The picture that a run of the network gives.
  func picture(of run: NetworkRun) throws -> Picture {
    guard description.output != nil else {
      throw UsageError("‘\(request.network.printable)’ gives features and no picture")
    }
    guard let output = try run.output() else { throw UsageError("the run stopped") }
    return ColorSpace.rgb.picture(from: output).picture
  }

  /// Chooses what every site does: what is asked for, or else what the network itself does.
  /// - Parameter content: what it is run on; nil where only features are known, and α is 1.
  func choose(at run: NetworkRun, content: Tensor<Float>? = nil) throws {
    let own =
      style.needsContent ? try content.map { try StyleMixer.moments(of: $0, in: network) } : nil
    for (index, site) in run.sites.enumerated() {
      let affine = affine(at: site, own)
      if let swap = request.swaps.last(where: { ["all", site.name].contains($0.site) }) {
        let plain = affine ?? .identity(channels: site.channels)
        run.setNormalizer(
          try swap.normalizer(plain, at: site).map { style.mixed($0, at: site) }, at: index)
      } else if let affine, isChosen(site) {
        run.setNormalizer(
          style.mixed(InstanceNorm(affine, epsilon: site.epsilon), at: site), at: index)
      }
    }
  }

  /// γ and β of a site: the style's, or a row of the file's.
  private func affine(at site: Networks.Site, _ own: StyleMoments?) -> Affine? {
    switch site.source {
    case .style: return style.affine(at: site, content: own)
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

  /// A picture's file at a size, in RGB 0…1, with what is to be known of it.
  static func tensor(
    _ path: String, size: Int?
  ) throws -> (tensor: Tensor<Float>, warnings: [String]) {
    let loaded = try picture(path, size: size)
    return (ColorSpace.rgb.tensor(of: loaded.picture), loaded.warnings)
  }

  /// A picture's file at the size that it is worked at.
  static func picture(_ path: String, size: Int?) throws -> LoadedPicture {
    let limit = min(PictureFile.pixelLimit, MemoryBudget.pixels * (size == nil ? 1 : 5))
    return try PictureFile.read(path, fitting: size, pixelLimit: limit)
  }
}
