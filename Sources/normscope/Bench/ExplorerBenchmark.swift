// SPDX-License-Identifier: MIT

import Assets
import Explorer
import Foundation
import Pictures
import Settings
import Terminal

/// The explorer itself, from a key to the last byte of the picture that answers it.
///
/// The key is typed on a pseudo-terminal whose output is read at once; event loop, worker and screen
/// are those of the explorer. γ of all channels is turned, in a network α, twenty steps one way and
/// twenty back.
struct ExplorerBenchmark {
  /// The network that the picture goes through; nil for its own channels.
  let network: String?
  /// The sides of the picture.
  let side: Int

  /// What is printed: milliseconds, nearest-rank percentiles over all steps.
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

  /// One step.
  private struct Step {
    let total: Double
    let encoding: Double
  }

  private static let steps = 300
  private static let size = ScreenSize(rows: 40, columns: 120)

  /// Runs the explorer on a photograph and a painting. - Throws: when there are none.
  func run() throws -> Row {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("normscope-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let photographs = AssetFolder.photographs()
    guard let content = photographs.first, let style = AssetFolder.styles().first else {
      throw UsageError("bench --explorer needs the pictures that come along, and found none")
    }
    var settings = RenderSettings(
      input: .picture(path: try square(content, in: folder, "content.png")),
      styles: [WeightedStyle(path: try square(style, in: folder, "style.png"))],
      batch: photographs)
    settings.size = side
    settings.network = try network.map { try NetworkSettings(NetworkRequest(network: $0)) }
    setenv("TERM", "xterm-256color", 1)
    let terminal = try PseudoTerminal(rows: Self.size.rows, columns: Self.size.columns)
    return try terminal.asStandard { try measure(settings, photographs, on: terminal) }
  }

  private var control: Control { network == nil ? .gamma : .alpha }

  private func square(_ path: String, in folder: URL, _ name: String) throws -> String {
    let target = folder.appendingPathComponent(name).path
    try PictureFile.read(path).picture.covering(width: side, height: side).write(to: target)
    return target
  }

  private func measure(
    _ settings: RenderSettings, _ photographs: [String], on terminal: PseudoTerminal
  ) throws -> Row {
    let environment = ["TERM": "xterm-256color"]
    let signals = try SignalPipe()
    let session = try ExplorerSession(
      studio: Studio(photographs: photographs), start: Start(settings), styles: [],
      lab: LabReader(),
      graphics: .symbols,
      signals: signals, capabilities: TerminalProbe.known(environment: environment),
      environment: environment)
    defer { session.screen.close() }
    let loop = session.loop
    loop.start()
    loop.run { $0.isComputing }
    while loop.state.control != control {
      let before = loop.state.control
      terminal.type("\u{1B}OB")
      loop.run { $0.control == before }
    }
    let count = terminal.count
    // α begins at its upper end.
    let turn = network == nil ? 0 : 20
    let steps = (0..<Self.steps).map { Self.step($0 + turn, loop, terminal) }
    return row(steps, bytes: terminal.count - count)
  }

  /// One key and the picture that answers it.
  private static func step(_ index: Int, _ loop: EventLoop, _ terminal: PseudoTerminal) -> Step {
    let isUp = (index / 20).isMultiple(of: 2)
    let revision = loop.state.revision
    let total = Stopwatch.milliseconds {
      terminal.type(isUp ? "\u{1B}OC" : "\u{1B}OD")
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
