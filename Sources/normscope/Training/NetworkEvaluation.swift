// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import Pictures
import Settings
import Stylization
import Training

/// Evaluation of a network on every content in every style.
struct NetworkEvaluation {
  private let network: String
  private let size: Int
  private let lossNetwork: LossNetwork
  private let pipeline = Pipeline(photographs: [], keepsActivations: false)
  private let settings: RenderSettings

  /// Picture, and its features in the loss network.
  private struct AnalyzedPicture {
    let path: String
    let tensor: Tensor<Float>
    let features: PictureFeatures
  }

  /// Loads a network. - Parameter size: longest side of all pictures.
  init(network: String, size: Int, lossNetwork: LossNetwork) throws {
    (self.network, self.size, self.lossNetwork) = (network, size, lossNetwork)
    var settings = RenderSettings(input: .picture(path: ""))
    let file = try pipeline.networks.file(of: network)
    settings.network = NetworkSettings(try NetworkSummary(file, called: network))
    settings.size = size
    self.settings = settings
  }

  /// Evaluates all pairs in order. Pairs whose losses are not finite are reported on stderr and
  /// excluded from the means.
  /// - Throws: the first error, because a mean over fewer pairs would measure something else;
  ///   `UsageError` if no pair has finite losses.
  func run(_ contents: [String], _ styles: [String]) throws -> EvaluationReport {
    let styleSettings = try self.settings(for: styles)
    let contents = try contents.map(analyzed)
    var pairs: [EvaluationReport.PairResult] = []
    for (style, settings) in zip(try styles.map(analyzed), styleSettings) {
      for content in contents { pairs.append(try pair(content, style, settings)) }
    }
    let finite = pairs.filter(\.isFinite)
    for pair in pairs where !pair.isFinite {
      Self.reportExclusion(
        of: "\(pair.content.printable)’ in the style ‘\(pair.style.printable)", "losses are")
    }
    guard !finite.isEmpty else {
      throw UsageError("the losses of all \(pairs.count) pairs are not finite; check the network")
    }
    return EvaluationReport(
      network: network, size: size, pairs: finite, psnr: try reconstructionPSNR(contents))
  }

  private static func reportExclusion(of name: String, _ values: String) {
    StandardError.report(
      "‘\(name)’ is excluded from the means: its \(values) not finite")
  }

  /// Settings for each style: by its picture, or by its row in the order of the rows.
  private func settings(for styles: [String]) throws -> [RenderSettings] {
    if settings.takesStyle {
      return styles.map { path in settings.with { $0.styles = [WeightedStyle(path: path)] } }
    }
    let rows = try pipeline.networks.file(of: network).styles
    guard styles.count == max(1, rows) else {
      throw UsageError(
        "‘\(network.printable)’ has \(max(1, rows)) styles; --style has \(styles.count) pictures; "
          + "give one for each style, in their order")
    }
    return styles.indices.map { index in
      rows > 1 ? settings.with { $0.network?.styleMixture = [WeightedStyle(row: index)] } : settings
    }
  }

  private func analyzed(_ path: String) throws -> AnalyzedPicture {
    let loaded = try pipeline.pictures.picture(PictureKey(path, size: size))
    loaded.warnings.forEach(StandardError.report)
    let tensor = ColorSpace.rgb.tensor(of: loaded.picture)
    return AnalyzedPicture(
      path: path, tensor: tensor, features: try lossNetwork.features(of: tensor))
  }

  private func pair(
    _ content: AnalyzedPicture, _ style: AnalyzedPicture, _ settings: RenderSettings
  ) throws -> EvaluationReport.PairResult {
    // Measured on the picture of 8 bits per channel, as it would be saved.
    let picture = try rendered(content, settings)
    let result = try lossNetwork.features(of: ColorSpace.rgb.tensor(of: picture))
    return EvaluationReport.PairResult(
      content: content.path, style: style.path,
      contentLoss: result.contentDistance(to: content.features),
      styleLoss: result.styleDistance(to: style.features),
      untouched: content.features.styleDistance(to: style.features))
  }

  private func rendered(_ content: AnalyzedPicture, _ settings: RenderSettings) throws -> Picture {
    try pipeline.render(settings.with { $0.input = .picture(path: content.path) })
      .rendering.picture
  }

  /// PSNR in dB of each content rendered with itself as style; empty if the network takes no style
  /// picture. A content that is reproduced exactly, such as a uniform one, has the PSNR ∞; it is
  /// reported on stderr and left out.
  private func reconstructionPSNR(_ contents: [AnalyzedPicture]) throws -> [Double] {
    guard settings.takesStyle else { return [] }
    return try contents.compactMap { content in
      let own = settings.with { $0.styles = [WeightedStyle(path: content.path)] }
      let psnr = ColorSpace.rgb.tensor(of: try rendered(content, own)).psnr(to: content.tensor)
      if psnr.isFinite { return psnr }
      Self.reportExclusion(of: content.path.printable, "PSNR is")
      return nil
    }
  }
}

extension RenderSettings {
  /// Returns a changed copy.
  func with(_ change: (inout RenderSettings) -> Void) -> RenderSettings {
    var settings = self
    change(&settings)
    return settings
  }
}
