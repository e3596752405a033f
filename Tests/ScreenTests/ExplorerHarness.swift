// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import Pictures
import Settings
import Stylization
import TestSupport

@testable import Explorer
@testable import Terminal
@testable import normscope

/// The explorer without terminal, threads and timers: the real FrameRenderer carries out every
/// effect immediately, so that every screen is reachable by keys.
final class ExplorerHarness {
  private let folder: ScratchFolder
  private let frameRenderer: FrameRenderer
  private(set) var state: ExplorerState
  private var answers = true

  /// Graphics, which keep the picture that they were encoded from; see `Raster.inLetters`.
  private static let mode = GraphicsMode.kitty(cell: .standard)

  /// Creates an explorer that has not started.
  init(
    _ size: ScreenSize, tensor: String? = nil, styles: [String] = ["embers"],
    tensorStyles: [String] = [],
    network: Network? = nil,
    glyphs: GlyphSet = .unicode
  ) throws {
    let folder = try ScratchFolder()
    self.folder = folder
    try InputFiles.write(to: folder)
    let photographs = ["harbour", "meadow", "night"].map { folder($0 + ".png") }
    let library = try Self.library(in: folder)
    frameRenderer = FrameRenderer(
      pipeline: Pipeline(photographs: photographs, library: library),
      encoder: PictureEncoder(threads: 1),
      cell: .standard)
    var settings = RenderSettings(
      input: tensor.map { .tensor(path: folder($0), index: 0) } ?? .picture(path: photographs[0]))
    settings.batch = Array(photographs.dropFirst())
    settings.styles = styles.map { WeightedStyle(path: folder($0 + ".png")) }
    if tensor != nil {
      settings.styles = tensorStyles.map { WeightedStyle(path: folder($0)) }
      settings.mode = tensorStyles.isEmpty ? .instance : .adaptive
    }
    let networks = try network.map { _ in try Self.networks(on: library) } ?? []
    let chosen = networks.first { $0.name == network?.rawValue }
    settings.network = chosen.map(NetworkSettings.init)
    state = ExplorerState(settings: settings, size: size, glyphs: glyphs)
    state.networks = networks
  }

  /// Networks for scenes.
  enum Network: String, CaseIterable {
    /// The bundled AdaIN network.
    case compact
    /// A small network with random weights and a table of three styles.
    case rows
  }

  /// A person's own networks.
  private static func library(in folder: ScratchFolder) throws -> NetworkLibrary {
    let own = folder("normscope/networks")
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    let compact = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Assets/Networks/compact.safetensors").standardizedFileURL
    try FileManager.default.createSymbolicLink(
      atPath: own + "/compact.safetensors", withDestinationPath: compact.path)
    try RandomNetwork.writeRows(to: own + "/rows.safetensors")
    return NetworkLibrary(["XDG_DATA_HOME": folder.path])
  }

  private static func networks(on library: NetworkLibrary) throws -> [NetworkSummary] {
    try Network.allCases.map {
      try NetworkSummary(library.load($0.rawValue), called: $0.rawValue)
    }
  }

  /// Requests the first frame.
  @discardableResult
  func started() -> ExplorerHarness {
    carryOut(state.start())
    return self
  }

  /// Makes the worker too slow to answer from now on.
  @discardableResult
  func withoutAnswers() -> ExplorerHarness {
    answers = false
    return self
  }

  /// Presses keys.
  @discardableResult
  func press(_ keys: Key...) -> ExplorerHarness {
    for key in keys { send(.key(key)) }
    return self
  }

  /// Types a text.
  @discardableResult
  func type(_ text: String) -> ExplorerHarness {
    for letter in text.unicodeScalars { send(.key(.character(letter))) }
    return self
  }

  /// Presses a key several times.
  @discardableResult
  func press(_ key: Key, times: Int) -> ExplorerHarness {
    for _ in 0..<times { send(.key(key)) }
    return self
  }

  /// Sends a message.
  @discardableResult
  func send(_ message: Message) -> ExplorerHarness {
    carryOut(state.update(message))
    return self
  }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .compute(let request) where answers: send(.frame(answer(request)))
      case .notifyWhenIdle(let revision): send(.idle(revision: revision))
      default: break
      }
    }
  }

  /// The answer of the FrameRenderer with a constant time.
  func answer(_ request: Request) -> Frame {
    guard let frame = frameRenderer.frame(request, Self.mode) else {
      return Frame(request, problem: "nobody waits")
    }
    guard var report = frame.report else { return frame }
    report.milliseconds = 12.3
    return Frame(request, report: report, rasters: frame.rasters.mapValues(\.inLetters))
  }

  /// The preview of a file for the chooser.
  func candidate(_ name: String, as path: String) -> Message {
    let box = FileChooserLayout(state.size).picture
    let found = frameRenderer.filePreview(
      folder(name), in: Request.Box(rows: box.rows, columns: box.columns), Self.mode)
    return .filePreview(
      FilePreview(path: path, raster: found.raster?.inLetters, caption: found.caption))
  }
}

extension Raster {
  /// The same picture with the mean brightness of each cell as a letter, so that snapshots contain
  /// the pictures. chafa's letters depend on its version.
  fileprivate var inLetters: Raster {
    guard let source else { return self }
    let letters = Array(" .:-=+*#%@".unicodeScalars)
    let cells = (0..<rows * columns).map { cell in
      let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
      let mean = source.meanGreen(
        rows: row * source.height / rows, (row + 1) * source.height / rows,
        columns: column * source.width / columns, (column + 1) * source.width / columns)
      return Cell(letters[mean * letters.count / 256], .role(.text))
    }
    return Raster(rows: rows, columns: columns, payload: .cells(cells), identity: identity)
  }
}

extension Picture {
  /// The mean green level of a rectangle of at least one pixel.
  fileprivate func meanGreen(rows top: Int, _ bottom: Int, columns left: Int, _ right: Int) -> Int {
    var (sum, count) = (0, 0)
    for y in top..<max(top + 1, bottom) {
      for x in left..<max(left + 1, right) {
        sum += Int(pixels[4 * (y * width + x) + 1])
        count += 1
      }
    }
    return sum / count
  }
}
