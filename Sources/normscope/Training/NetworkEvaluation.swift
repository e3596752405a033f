// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Networks
import Normalization
import Pictures
import Settings
import Training

/// Measures what a network makes of every content in every style.
struct NetworkEvaluation {
  let network: String
  let size: Int
  let lossNetwork: LossNetwork

  /// A picture and what the judge sees in it.
  private struct Evaluated {
    let path: String
    let tensor: Tensor<Float>
    let impression: PictureFeatures
  }

  /// All pairs in order. - Throws: the first error; a mean over fewer pairs would be another figure.
  func run(_ contents: [String], _ styles: [String]) throws -> EvaluationReport {
    let requests = try requests(styles)
    let contents = try contents.map(evaluated)
    var pairs: [EvaluationReport.Pair] = []
    for (style, request) in zip(try styles.map(evaluated), requests) {
      let studio = try NetworkStudio(request)
      for content in contents { pairs.append(try pair(content, style, studio)) }
    }
    return EvaluationReport(
      network: network, size: size, pairs: pairs, psnr: try psnr(contents))
  }

  /// How each style is asked for: by its picture, or by the row in their order.
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
        "‘\(self.network.printable)’ has \(max(1, network.styles)) styles of its own; --style names "
          + "\(styles.count) pictures, and must name one for each in their order")
    }
    return styles.indices.map { index in
      var request = plain
      request.styleIndex = network.styles > 1 ? index : nil
      return request
    }
  }

  private func evaluated(_ path: String) throws -> Evaluated {
    let (tensor, warnings) = try NetworkStudio.tensor(path, size: size)
    warnings.forEach { StandardError.print("normscope: \($0)") }
    return Evaluated(path: path, tensor: tensor, impression: try lossNetwork.impression(of: tensor))
  }

  private func pair(
    _ content: Evaluated, _ style: Evaluated, _ studio: NetworkStudio
  ) throws -> EvaluationReport.Pair {
    // As a picture of 8 bits: what people get.
    let picture = try studio.picture(of: content.tensor)
    let result = try lossNetwork.impression(of: ColorSpace.rgb.tensor(of: picture))
    return EvaluationReport.Pair(
      content: content.path, style: style.path,
      contentLoss: result.content(from: content.impression),
      styleLoss: result.style(from: style.impression),
      untouched: content.impression.style(from: style.impression))
  }

  /// How well contents come back with themselves as style, in dB; nil where no style is taken.
  private func psnr(_ contents: [Evaluated]) throws -> [Double] {
    let description = try NetworkLibrary().file(of: network).description
    guard NetworkCheck(description).takesStyle else { return [] }
    return try contents.map { content in
      let own = NetworkRequest(
        network: network, styles: [WeightedStyle(path: content.path)], size: size)
      let picture = try NetworkStudio(own).picture(of: content.tensor)
      return ColorSpace.rgb.tensor(of: picture).psnr(to: content.tensor)
    }
  }
}
