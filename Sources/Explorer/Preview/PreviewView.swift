// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

/// View of the Preview page: content, style and result side by side, controls and statistics.
struct PreviewView {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let layout = PreviewLayout(state.size)
    drawCaptions(layout, on: &canvas)
    for (slot, box) in layout.boxes {
      let shown = slot == .result && state.showsBefore ? .content : slot
      canvas.draw(state.frame?.rasters[shown], in: box)
    }
    drawDetails(layout, on: &canvas)
    ControlPanel(state: state).draw(on: &canvas, in: layout.controls)
    StatisticsPanel(state: state).draw(on: &canvas, in: layout.statistics)
  }

  private func drawCaptions(_ layout: PreviewLayout, on canvas: inout Canvas) {
    let report = state.frame?.report
    let titles: [(String, CellStyle.Role, String?)] = [
      ("Content", .content, report?.content.name), ("Style", .style, styleName(report)),
      state.showsBefore
        ? ("Before", .content, report?.content.name)
        : ("Result", .result, resultName),
    ]
    for (box, (title, role, name)) in zip(layout.pictures, titles) {
      let end = canvas.write(title, row: layout.captionRow, column: box.column, role) + 1
      let width = max(0, box.endColumn - end)
      canvas.write(
        (name ?? "").printable, row: layout.captionRow, column: end, .faint, width: width)
    }
  }

  /// The mode, and the displayed channel if the result is not a picture.
  private var resultName: String {
    let mode = state.settings.mode.abbreviation
    guard !state.settings.givesPicture else { return mode }
    let index = state.channel.index ?? 0
    return state.channels.indices ~= index ? "\(mode) · map \(state.channels[index].name)" : mode
  }

  private func styleName(_ report: ResultReport?) -> String? {
    guard state.settings.usesRows, let row = state.mixedStyle?.row else {
      return report?.style?.name
    }
    if state.settings.styleMixture.count > 1 {
      return "\(state.settings.styleMixture.count) styles of the network"
    }
    let names = state.settings.network?.summary.styleNames ?? []
    return names.indices ~= row ? StyleBankEntry.displayName(names[row]) : nil
  }

  private func drawDetails(_ layout: PreviewLayout, on canvas: inout Canvas) {
    guard let report = state.frame?.report else {
      canvas.write(
        state.progressText, row: layout.detailRow, column: 1, .faint, width: state.size.columns - 2)
      return
    }
    let texts = [[report.content.size], styleTexts(report), resultTexts(report)]
    for (box, wordings) in zip(layout.pictures, texts) {
      canvas.write(
        Canvas.first(of: wordings, in: box.columns), row: layout.detailRow, column: box.column,
        .faint, width: box.columns)
    }
  }

  /// Details of the style, from the longest wording to the shortest.
  private func styleTexts(_ report: ResultReport) -> [String] {
    let count = state.settings.styleMixture.count
    if state.settings.usesRows {
      return count > 1
        ? ["\(count) styles mixed (press 5)", "\(count) styles mixed"]
        : ["style of the network (press 5)", "press 5 for all"]
    }
    guard let size = report.style?.size else {
      return ["no style: s chooses one", "no style (s)"]
    }
    let place = count > 1 ? "\(state.shownStyle + 1) of \(count)" : nil
    let isUsed = state.settings.network != nil || state.settings.mode.usesStyles
    let use = isUsed ? nil : "not used"
    return [[size, place, use], [size, use], [use ?? size]].map {
      $0.compactMap { $0 }.joined(separator: " · ")
    }
  }

  /// Clipped fraction and time, from the longest wording to the shortest.
  private func resultTexts(_ report: ResultReport) -> [String] {
    let time = report.milliseconds
    let texts = [NumberFormat.milliseconds(time), NumberFormat.milliseconds(time, digits: 2)]
      .map { state.isSlow || state.progress != nil ? state.progressText : $0 }
    guard let clipped = report.clipped else {
      return state.settings.network == nil
        ? texts : ["features, no picture · \(texts[0])", "no picture \(texts[1])"]
    }
    return [
      "clipped \(NumberFormat.percent(clipped)) · \(texts[0])",
      "clip \(NumberFormat.percent(clipped, digits: 2)) \(texts[1])",
    ]
  }
}

extension ExplorerState {
  /// Whether the title bar shows that the frame is out of date. On the Preview page the details
  /// below the result do.
  var isLate: Bool { page != .preview && frame != nil && (isSlow || progress != nil) }

  /// Progress of the work, or the error that prevents it.
  var progressText: String {
    if let problem { return problem }
    return progress.map { "computing… \(Int(($0 * 100).rounded(.down))) %" } ?? "computing…"
  }
}

extension Canvas {
  /// Draws a picture at the top left of its box if it fits.
  mutating func draw(_ raster: Raster?, in box: Rect) {
    guard let raster, raster.rows <= box.rows, raster.columns <= box.columns else { return }
    draw(raster, row: box.row, column: box.column)
  }
}

extension NumberFormat {
  /// Formats a time: "0.84 ms", "12.3 ms", "1.52 s".
  static func milliseconds(_ value: Double, digits: Int = 3) -> String {
    value >= 999.5
      ? rounded(value / 1000, digits) + " s" : rounded(value, digits) + " ms"
  }

  /// A positive number with `digits` significant digits, but without rounding before the point.
  private static func rounded(_ value: Double, _ digits: Int) -> String {
    let integerDigits = value < 1 ? 1 : Int(log10(value).rounded(.down)) + 1
    return String(format: "%.*f", max(0, digits - integerDigits), value)
  }

  /// Formats a fraction as a percentage with `digits` significant digits: "0.4 %", "63 %", "100 %".
  static func percent(_ share: Double, digits: Int) -> String {
    rounded(share * 100, digits) + " %"
  }
}
