// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Pictures
import Settings
import Stylization
import Terminal

/// Carries out exports into one folder: each is a new file, whole or not at all.
struct Exporter {
  /// Where the files go.
  let folder: String
  /// How the screen looks.
  let look: ScreenAppearance

  /// Writes a file and says what it is called, or why there is none.
  func carryOut(_ job: ExportJob, _ pipeline: Pipeline) -> [Message] {
    do {
      return try messages(job, pipeline)
    } catch {
      // With its folder the name would leave no room for the reason.
      let reason = "\(error)".replacing(folder.printable + "/", with: "")
      return [.notice("nothing was written: \(reason)")]
    }
  }

  private func messages(_ job: ExportJob, _ pipeline: Pipeline) throws -> [Message] {
    switch job.export {
    case .resultPicture: try told("result", ".png", try resultPicture(job.settings, pipeline))
    case .screenText: try told("screen", ".txt", Array((job.canvas.text + "\n").utf8))
    case .screenPicture: try screenPicture(job)
    case .statisticsCSV:
      try told("statistics", ".csv", lines(StatsReport.csv(try reports(job.settings, pipeline))))
    case .statisticsJSON:
      try told(
        "statistics", ".json",
        lines(try JSONText.encode(["inputs": try reports(job.settings, pipeline)])))
    case .commandLine: try commandLine(job.settings)
    case .session: try told("session", ".json", try job.session.json())
    }
  }

  private func resultPicture(_ settings: RenderSettings, _ pipeline: Pipeline) throws -> [UInt8] {
    guard settings.input.isPicture else {
      throw UsageError("the result of a tensor is not a picture; export its statistics instead")
    }
    return try pipeline.render(settings).rendering.picture.encoded(as: .png)
  }

  private func reports(_ settings: RenderSettings, _ pipeline: Pipeline) throws -> [StatsReport] {
    StatsReport.reports(of: try pipeline.inspect(settings), settings)
  }

  private func lines(_ text: String) -> [UInt8] { Array((text + "\n").utf8) }

  /// The screen as PNG, or as SVG where nothing can turn that into pixels.
  private func screenPicture(_ job: ExportJob) throws -> [Message] {
    let svg = ScreenDrawing(job.canvas, look, theme: job.theme).svg
    if let picture = try Picture(svg: Array(svg.utf8)) {
      return try told("screen", ".png", try picture.encoded(as: .png))
    }
    return try told(
      "screen", ".svg", Array(svg.utf8), note: "; for PNG install librsvg2-common")
  }

  private func commandLine(_ settings: RenderSettings) throws -> [Message] {
    var lines: [String] = []
    let name = try FileContents.writeNew(
      in: folder, stem: "normscope-command", ending: ".sh", beside: ".png"
    ) {
      let line = try ApplyCommandLine(settings, output: $0.dropLast(3) + ".png")
      lines = line.lines
      return self.lines(line.text)
    }
    return [.notice("written to \(name)"), .commandLine(lines)]
  }

  private func told(
    _ kind: String, _ ending: String, _ bytes: @autoclosure () throws -> [UInt8],
    note: String = ""
  ) throws -> [Message] {
    let name = try FileContents.writeNew(in: folder, stem: "normscope-" + kind, ending: ending) {
      _ in try bytes()
    }
    return [.notice("written to \(name)\(note)")]
  }
}
