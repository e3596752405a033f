// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

/// Results of an evaluation, as JSON and as a table.
struct EvaluationReport: Encodable {
  /// Losses of one content in one style.
  struct PairResult: Encodable {
    /// Paths of the pictures.
    let content, style: String
    /// Content distance of the result to the content, and style distance to the style.
    let contentLoss, styleLoss: Double
    /// Style distance of the unmodified content to the style.
    let untouched: Double
    /// Bytes of paths that are not valid UTF-8.
    private let contentPathBytes, stylePathBytes: Data?

    init(
      content: String, style: String, contentLoss: Double, styleLoss: Double, untouched: Double
    ) {
      (self.content, self.style) = (content, style)
      (self.contentLoss, self.styleLoss, self.untouched) = (contentLoss, styleLoss, untouched)
      (contentPathBytes, stylePathBytes) = (content.jsonPathBytes, style.jsonPathBytes)
    }

    /// Whether all values are finite.
    var isFinite: Bool { [contentLoss, styleLoss, untouched].allSatisfy(\.isFinite) }
  }

  let network: String
  /// Bytes of the network's path if it is not valid UTF-8.
  private let networkPathBytes: Data?
  /// Longest side of all pictures in pixels.
  let size: Int
  /// Means over the pairs.
  let content, style, untouched: Double
  /// `style` / `untouched`; nil if all contents equal their styles.
  let ratio: Double?
  /// Mean PSNR in dB of contents with themselves as style; nil for networks with a fixed set of
  /// styles and if no PSNR is finite.
  let reconstructionPSNR: Double?
  let pairs: [PairResult]

  private enum CodingKeys: String, CodingKey {
    case network, networkPathBytes, size, content, style, untouched, ratio, pairs
    case reconstructionPSNR = "ownPSNR"
  }

  init(network: String, size: Int, pairs: [PairResult], psnr: [Double]) {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    (self.network, self.size, self.pairs) = (network, size, pairs)
    networkPathBytes = network.jsonPathBytes
    content = mean(pairs.map(\.contentLoss))
    style = mean(pairs.map(\.styleLoss))
    untouched = mean(pairs.map(\.untouched))
    ratio = untouched > 0 ? style / untouched : nil
    reconstructionPSNR = psnr.isEmpty ? nil : mean(psnr)
  }

  /// Table of the pairs, followed by the means.
  var table: String {
    func line(_ name: String, _ style: String, _ values: [Double]) -> String {
      let numbers = values.map { (String(format: "%.3f", $0), -10) }
      return Columns.line([(name, 26), (style, 26)] + numbers)
    }
    let header = Columns.line(
      [("content", 26), ("style", 26), ("content", -10), ("style", -10), ("unmodified", -10)])
    let rows = pairs.map {
      line(
        $0.content.lastPathComponent, $0.style.lastPathComponent,
        [$0.contentLoss, $0.styleLoss, $0.untouched])
    }
    let summary =
      line("mean", "", [content, style, untouched])
      + "\nstyle / untouched " + (ratio.map { String(format: "%.3f", $0) } ?? "–")
      + (reconstructionPSNR.map { String(format: ", reconstruction PSNR %.1f dB", $0) } ?? "")
    return ([header] + rows + [summary]).joined(separator: "\n")
  }
}
