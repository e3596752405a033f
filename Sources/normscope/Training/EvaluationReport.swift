// SPDX-License-Identifier: MIT

import Foundation
import Normalization

/// What an evaluation found, as JSON and as a table.
struct EvaluationReport: Encodable {
  /// A content in a style.
  struct Pair: Encodable {
    let content, style: String
    /// How far the result's content is from the content's, and its style from the style's.
    let contentLoss, styleLoss: Double
    /// How far the content's own style is from the style's.
    let untouched: Double
  }

  let network: String
  let size: Int
  /// Means over the pairs.
  let content, style, untouched: Double
  /// `style` over `untouched`; nil where contents are the styles themselves, and nothing is lost untouched.
  let ratio: Double?
  /// The mean PSNR of contents with themselves as style, in dB; nil where no style is taken.
  let ownPSNR: Double?
  let pairs: [Pair]

  init(network: String, size: Int, pairs: [Pair], psnr: [Double]) {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    (self.network, self.size, self.pairs) = (network, size, pairs)
    content = mean(pairs.map(\.contentLoss))
    style = mean(pairs.map(\.styleLoss))
    untouched = mean(pairs.map(\.untouched))
    ratio = untouched > 0 ? style / untouched : nil
    ownPSNR = psnr.isEmpty ? nil : mean(psnr)
  }

  /// The table, with the means in its last lines.
  var table: String {
    func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
    func line(_ name: String, _ style: String, _ values: [Double]) -> String {
      let figures = values.map { (String(format: "%.3f", $0), -10) }
      return Columns.line([(name, 26), (style, 26)] + figures)
    }
    let head = Columns.line(
      [("content", 26), ("style", 26), ("content", -10), ("style", -10), ("untouched", -10)])
    let rows = pairs.map {
      line(name($0.content), name($0.style), [$0.contentLoss, $0.styleLoss, $0.untouched])
    }
    let last =
      line("mean", "", [content, style, untouched])
      + "\nstyle / untouched " + (ratio.map { String(format: "%.3f", $0) } ?? "–")
      + (ownPSNR.map { String(format: ", contents as their own style %.1f dB", $0) } ?? "")
    return ([head] + rows + [last]).joined(separator: "\n")
  }
}
