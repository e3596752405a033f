// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Networks
import Normalization
import Pictures
import Settings
import Training

/// Evaluation of a network: content and style losses of every content in every style.
struct NetworkEvaluation {
  let network: String
  let size: Int
  let lossNetwork: LossNetwork

  /// A picture and its features in the loss network.
  private struct AnalyzedPicture {
    let path: String
    let tensor: Tensor<Float>
    let features: PictureFeatures
  }

  /// Evaluates all pairs, ordered by style. - Throws: the first error; a mean over fewer pairs would not be
  /// comparable.
  func run(_ contents: [String], _ styles: [String]) throws -> EvaluationReport {
    let requests = try requests(styles)
    let contents = try contents.map(analyzed)
    var pairs: [EvaluationReport.PairResult] = []
    for (style, request) in zip(try styles.map(analyzed), requests) {
      let studio = try NetworkStudio(request)
      for content in contents { pairs.append(try pair(content, style, studio)) }
    }
    return EvaluationReport(
      network: network, size: size, pairs: pairs, psnr: try psnr(contents))
  }

  /// Returns one request per style: by its picture, or by the index of the network's row.
  private func requests(_ styles: [String]) throws -> [NetworkRequest] {
    let network = try NetworkLibrary().file(of: network).network()
    let plain = NetworkRequest(network: self.network, size: size)
    if NetworkCheck(network.description).takesStyle {
      return styles.map { path in
        var request = plain
        request.styles = [WeightedStyle(path: path)]
        return request
      }
    }
    guard styles.count == max(1, network.styles) else {
      throw UsageError(
        "‘\(self.network.printable)’ has \(max(1, network.styles)) styles; --style has "
          + "\(styles.count) pictures, but needs one for each style in the network's order")
    }
    return styles.indices.map { index in
      var request = plain
      request.styleIndex = network.styles > 1 ? index : nil
      return request
    }
  }

  private func analyzed(_ path: String) throws -> AnalyzedPicture {
    let (tensor, warnings) = try NetworkStudio.tensor(path, size: size)
    warnings.forEach { StandardError.print("normscope: \($0)") }
    return AnalyzedPicture(
      path: path, tensor: tensor, features: try lossNetwork.features(of: tensor))
  }

  private func pair(
    _ content: AnalyzedPicture, _ style: AnalyzedPicture, _ studio: NetworkStudio
  ) throws -> EvaluationReport.PairResult {
    // Rounded to 8 bits per channel, as the saved picture would be.
    let picture = try studio.picture(of: content.tensor)
    let result = try lossNetwork.features(of: ColorSpace.rgb.tensor(of: picture))
    return EvaluationReport.PairResult(
      content: content.path, style: style.path,
      contentLoss: result.contentDistance(to: content.features),
      styleLoss: result.styleDistance(to: style.features),
      untouched: content.features.styleDistance(to: style.features))
  }

  /// Returns the PSNR in dB of each content with itself as style; empty for networks with a fixed set of
  /// styles.
  private func psnr(_ contents: [AnalyzedPicture]) throws -> [Double] {
    let description = try NetworkLibrary().file(of: network).description
    guard NetworkCheck(description).takesStyle else { return [] }
    return try contents.map { content in
      let request = NetworkRequest(
        network: network, styles: [WeightedStyle(path: content.path)], size: size)
      let picture = try NetworkStudio(request).picture(of: content.tensor)
      return ColorSpace.rgb.tensor(of: picture).psnr(to: content.tensor)
    }
  }
}
