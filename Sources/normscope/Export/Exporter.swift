// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Pictures
import Settings
import Stylization
import Terminal

/// Writes exports as new files in a folder. A failed export leaves no file.
struct Exporter {
  let folder: String
  /// Appearance of exported screens.
  let appearance: ScreenAppearance

  /// Writes a file; returns messages with its name, or the error message.
  func carryOut(_ job: ExportJob, _ pipeline: Pipeline) -> [Message] {
    do {
      return try messages(job, pipeline)
    } catch {
      // The folder would leave no room for the reason.
      let reason = "\(error)".replacing(folder.printable + "/", with: "")
      return [.notice("export failed: \(reason)")]
    }
  }

  private func messages(_ job: ExportJob, _ pipeline: Pipeline) throws -> [Message] {
    switch job.export {
    case .resultPicture:
      try writeNew("result", ".png", try resultPicture(job.settings, pipeline))
    case .screenText: try writeNew("screen", ".txt", Array((job.canvas.text + "\n").utf8))
    case .screenPicture: try screenPicture(job)
    case .statisticsCSV:
      try writeNew(
        "statistics", ".csv",
        (StatsReport.csv(try reports(job.settings, pipeline)) + "\n").pathBytes)
    case .statisticsJSON:
      try writeNew(
        "statistics", ".json",
        Array((try JSONText.encode(["inputs": try reports(job.settings, pipeline)]) + "\n").utf8))
    case .commandLine: try commandLine(job.settings)
    case .session: try writeNew("session", ".json", try job.session.json())
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

  /// Writes the screen as PNG, or as SVG if no SVG renderer is installed.
  private func screenPicture(_ job: ExportJob) throws -> [Message] {
    let svg = ScreenSVG(job.canvas, appearance, theme: job.theme).svg
    if let picture = try Picture(svg: Array(svg.utf8)) {
      return try writeNew("screen", ".png", try picture.encoded(as: .png))
    }
    return try writeNew(
      "screen", ".svg", Array(svg.utf8), note: "; for PNG install librsvg2-common")
  }

  private func commandLine(_ settings: RenderSettings) throws -> [Message] {
    var lines: [String] = []
    let name = try FileContents.writeNew(
      in: folder, stem: "normscope-command", ending: ".sh", beside: ".png"
    ) {
      let line = try ApplyCommandLine(settings, output: $0.dropLast(3) + ".png")
      lines = line.lines
      return (line.text + "\n").pathBytes
    }
    return [.notice("written to \(name)"), .commandLine(lines)]
  }

  private func writeNew(
    _ kind: String, _ fileExtension: String, _ bytes: @autoclosure () throws -> [UInt8],
    note: String = ""
  ) throws -> [Message] {
    let name = try FileContents.writeNew(
      in: folder, stem: "normscope-" + kind, ending: fileExtension
    ) { _ in try bytes() }
    return [.notice("written to \(name)\(note)")]
  }
}
