// SPDX-License-Identifier: MIT

import Explorer
import Networks
import Normalization
import Pictures

/// Computes pictures through a network, one after another; styles are measured once.
///
/// γ and β of a style are linear in its weight, and the content is a style like the others with the
/// weight 1 − α: at the deepest site that is α · AdaIN(x, s) + (1 − α) · x (Huang & Belongie,
/// equation 14), and at the others what the network was trained to give a picture back with.
final class NetworkStudio {
  /// γ and β for each level of an encoder.
  typealias Levels = [Int: Affine]

  /// The network.
  let network: Network
  /// What the person should know of the styles' files.
  private(set) var warnings: [String] = []
  private let request: NetworkRequest
  private var style: Levels = [:]

  /// Reads the network, measures the styles, and finds what would fail for every content.
  init(_ request: NetworkRequest) throws {
    self.request = request
    network = try NetworkFile(NetworkShelf().path(of: request.network)).network()
    try NetworkCheck(description).check(request, styles: network.styles)
    if !request.styles.isEmpty { style = try mixture() }
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
  func choose(at run: NetworkRun, _ levels: Levels) throws {
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
  private func affine(at site: Networks.Site, _ levels: Levels) -> Affine? {
    switch site.source {
    case .style(let level): return levels[level]
    case .none: return nil
    case .instance, .batch: break
    }
    let table = network.table(at: site)
    if let weights = request.styleWeights { return .mixture(table, weights: weights) }
    return table.isEmpty ? nil : table[request.styleIndex ?? 0]
  }

  /// Whether something else than the file's own happens at a site. Running moments stay.
  private func isChosen(_ site: Networks.Site) -> Bool {
    if case .style = site.source { return true }
    return request.styleIndex != nil || request.styleWeights != nil
  }

  /// γ and β for a content: the style's, mixed with its own.
  func levels(for content: Tensor<Float>) throws -> Levels {
    guard request.alpha != 1, !style.isEmpty else { return style }
    let own = try moments(of: content)
    return style.reduce(into: Levels()) { result, entry in
      guard let level = own[entry.key] else { return }
      let weights = [1 - request.alpha, request.alpha]
      result[entry.key] = .mixture([level, entry.value], weights: weights)
    }
  }

  private func mixture() throws -> Levels {
    let all = try request.styles.map { style in
      let (tensor, warnings) = try Self.tensor(
        style.path, size: request.styleSize ?? request.size)
      self.warnings += warnings
      return try moments(of: tensor)
    }
    let weights = request.styles.map(\.weight)
    return (all.first ?? [:]).keys.reduce(into: Levels()) { result, level in
      result[level] = AdaptiveInstanceNorm.blend(all.compactMap { $0[level] }, weights: weights)
    }
  }

  private func moments(of picture: Tensor<Float>) throws -> Levels {
    let run = try NetworkRun.checked(network, picture.shape, encoderOnly: true)
    run.show(picture)
    return (run.styleMoments()?.levels ?? [:]).reduce(into: Levels()) { result, level in
      result[level.key] = Affine(of: level.value, root: root(of: level.key))
    }
  }

  /// The root of the sites that take a level's moments.
  private func root(of level: Int) -> Root {
    let site = description.sites.first { $0.source == .style(level: level) }
    return site.map { Root(epsilon: $0.epsilon) } ?? Root()
  }

  private static func tensor(
    _ path: String, size: Int?
  ) throws -> (tensor: Tensor<Float>, warnings: [String]) {
    let limit = min(PictureFile.pixelLimit, MemoryBudget.pixels * (size == nil ? 1 : 5))
    let loaded = try PictureFile.read(path, fitting: size, pixelLimit: limit)
    return (ColorSpace.rgb.tensor(of: loaded.picture), loaded.warnings)
  }
}

extension Network {
  /// How many styles of its own it has: the fewest rows of γ and β at any site; 0 without sites.
  var styles: Int {
    description.sites.map { table(at: $0).count }.filter { $0 > 0 }.min() ?? 0
  }
}
