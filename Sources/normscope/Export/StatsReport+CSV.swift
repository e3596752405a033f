// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Settings
import Stylization
import Weights

extension StatsReport {
  /// Returns the statistics of the displayed content and result, the latter before clipping.
  static func reports(of result: RenderResult, _ settings: RenderSettings) -> [StatsReport] {
    let input = result.site.input
    let transforms = result.site.transforms
    return [
      StatsReport(settings.input.path, input.values, input.statistics),
      StatsReport(
        "result", input.values,
        input.statistics.enumerated().map { c, content in
          transforms.map { content.mapped(by: $0[c]) } ?? content
        }),
    ]
  }

  private init(_ path: String, _ values: AnyTensor, _ channels: [PlaneStatistics]) {
    self.init(
      path, values.shape, dtype: values.elementType, precision: values.elementType, .instance,
      channels.enumerated().map { Self.plane(n: 0, c: $0, $1) })
  }

  /// Returns the reports as CSV: a header and one line per plane. Write its `pathBytes`: paths are
  /// not escaped.
  static func csv(_ reports: [StatsReport]) -> String {
    var lines = ["path,n,c,mean,variance,deviation,min,max,nonFinite"]
    for report in reports {
      let name = quoted(report.path)
      for plane in report.planes {
        let values = plane.values.map { $0.map { "\($0)" } ?? "" }
        let position = [plane.n.map(String.init) ?? "", String(plane.c)]
        lines.append(([name] + position + values + ["\(plane.nonFinite)"]).joined(separator: ","))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Returns a text in double quotes. Doubles scalars, not characters: readers of CSV do not know
  /// that a quotation mark and a combining mark after it are one character.
  private static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
    return "\"" + String(String.UnicodeScalarView(scalars)) + "\""
  }
}
