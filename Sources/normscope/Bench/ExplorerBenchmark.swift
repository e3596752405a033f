// SPDX-License-Identifier: MIT

import Assets
import Explorer
import FileIO
import Foundation
import Pictures
import Settings
import Stylization
import Terminal

/// Benchmark of the explorer: time from a key to the last byte of the resulting picture.
///
/// Keys are typed on a pseudo-terminal whose output is read immediately. Event loop, worker and
/// screen are those of the explorer. Keys change γ of all channels, or α in a network, by twenty
/// steps up and twenty steps down.
struct ExplorerBenchmark {
  /// Name of the network; nil to normalize the picture's channels.
  let network: String?
  /// Width and height of the picture in pixels.
  let side: Int

  /// Result: times in milliseconds, with nearest-rank percentiles over all steps.
  struct Row: Encodable {
    let steps: Int
    let network: String?
    let control: String
    let picture: [Int]
    let cells: [Int]
    let medianMs: Double
    let p95Ms: Double
    let p95BeyondEncodingMs: Double
    let medianEncodingMs: Double
    let bytesPerStep: Int
  }

  /// Times of one step in milliseconds.
  private struct Step {
    let total: Double
    let encoding: Double
  }

  private static let steps = 300
  private static let size = ScreenSize(rows: 40, columns: 120)

  /// Runs the explorer with a bundled photograph and a bundled painting.
  func run() throws -> Row {
    let folder = URL(fileURLWithPath: Folder.temporary)
      .appendingPathComponent("normscope-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let photographs = AssetFolder.photographs()
    guard let content = photographs.first, let style = AssetFolder.styles().first else {
      throw UsageError(
        "bench --explorer needs the bundled pictures, which were not found; reinstall NormScope "
          + "or set NORMSCOPE_ASSETS to their folder")
    }
    var settings = RenderSettings(
      input: .picture(path: try square(content, in: folder, "content.png")),
      styles: [WeightedStyle(path: try square(style, in: folder, "style.png"))],
      batch: photographs)
    settings.size = side
    let pipeline = Pipeline(photographs: photographs)
    settings.network = try network.map { name in
      NetworkSettings(try NetworkSummary(pipeline.networks.file(of: name), called: name))
    }
    setenv("TERM", "xterm-256color", 1)
    let terminal = try PseudoTerminal(rows: Self.size.rows, columns: Self.size.columns)
    return try terminal.asStandard { try measure(settings, pipeline, on: terminal) }
  }

  private var control: Control { network == nil ? .gamma : .alpha }

  private func square(_ path: String, in folder: URL, _ name: String) throws -> String {
    let target = folder.appendingPathComponent(name).path
    try PictureFile.read(path).picture.covering(width: side, height: side).write(to: target)
    return target
  }

  private func measure(
    _ settings: RenderSettings, _ pipeline: Pipeline, on terminal: PseudoTerminal
  ) throws -> Row {
    let environment = ["TERM": "xterm-256color"]
    let signals = try SignalPipe()
    let session = try ExplorerApplication(
      pipeline: pipeline, start: StartupState(settings), styles: [],
      lab: LabReader(),
      graphics: .symbols,
      signals: signals, capabilities: TerminalProbe.known(environment: environment),
      environment: environment)
    defer { session.finish() }
    let loop = session.loop
    loop.start()
    loop.run { $0.isComputing }
    while loop.state.control != control {
      let before = loop.state.control
      try terminal.type("\u{1B}OB")
      loop.run { $0.control == before }
    }
    let count = terminal.count
    // α starts at its maximum, so its first steps go down.
    let first = network == nil ? 0 : 20
    let steps = try (0..<Self.steps).map { try Self.step($0 + first, loop, terminal) }
    return row(steps, bytes: terminal.count - count)
  }

  /// Types one key and waits for the resulting picture.
  private static func step(
    _ index: Int, _ loop: EventLoop, _ terminal: PseudoTerminal
  ) throws -> Step {
    let isUp = (index / 20).isMultiple(of: 2)
    let revision = loop.state.revision
    let total = try Stopwatch.milliseconds {
      try terminal.type(isUp ? "\u{1B}OC" : "\u{1B}OD")
      loop.run { $0.revision == revision || $0.isComputing }
    }
    return Step(total: total, encoding: loop.state.frame?.encodingMilliseconds ?? 0)
  }

  private func row(_ steps: [Step], bytes: Int) -> Row {
    Row(
      steps: steps.count, network: network, control: control.storedName, picture: [side, side],
      cells: [Self.size.columns, Self.size.rows],
      medianMs: Stopwatch.median(steps.map(\.total)),
      p95Ms: Stopwatch.percentile(steps.map(\.total), 0.95),
      p95BeyondEncodingMs: Stopwatch.percentile(steps.map { $0.total - $0.encoding }, 0.95),
      medianEncodingMs: Stopwatch.median(steps.map(\.encoding)),
      bytesPerStep: bytes / steps.count)
  }
}
