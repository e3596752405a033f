// SPDX-License-Identifier: MIT

import Normalization
import Settings

@testable import Explorer

/// Answers every request of the explorer immediately with the same statistics.
struct FakeFrameRenderer {
  /// Report with the same five values in each channel.
  static func report(of settings: RenderSettings) -> ResultReport {
    guard let network = settings.network else { return report() }
    return report((0..<network.selectedSite.channels).map(String.init))
  }

  /// The same for channels with the given names.
  static func report(_ names: [String] = ["R", "G", "B"]) -> ResultReport {
    let values: [Float] = [0, 0.25, 0.5, 0.75, 1]
    let statistics = Tensor(Shape(1, 1, 1, 5), elements: values).statistics()[0]
    let base = ChannelAffine(gamma: 0.25, beta: 0.5)
    let channels = names.map {
      ChannelReport(
        name: $0, content: statistics, style: base, uneditedAffine: base, transform: nil,
        result: statistics)
    }
    return ResultReport(
      content: .init(name: "content.jpg", size: "5×1"), style: nil, channels: channels,
      pooledPictures: 1, pooledValues: 5, pictures: 1, clipped: 0, milliseconds: 1, warnings: [])
  }

  /// Sends a message to a state and carries out its effects.
  static func send(_ message: Message, to state: inout ExplorerState) {
    for effect in state.update(message) {
      switch effect {
      case .compute(let request):
        send(.frame(Frame(request, report: report(of: request.settings), rasters: [:])), to: &state)
      case .listFolder(let folder):
        let entries = ["a.jpg", "b.png", "c.jpg"].map {
          FolderListing.Entry(name: $0, isFolder: false)
        }
        send(.listing(FolderListing(folder: folder, entries: entries)), to: &state)
      default: break
      }
    }
  }

  /// Two networks: one for style pictures, and one with a style table and stored moments.
  static let networks = [
    NetworkSummary(
      name: "any", note: "c3",
      sites: [
        .init(name: "first", channels: 4, defaultMode: .adaptive),
        .init(name: "last", channels: 6, defaultMode: .adaptive),
      ]),
    NetworkSummary(
      name: "rows", note: "c9",
      sites: [
        .init(name: "first", channels: 8, defaultMode: .conditional),
        .init(name: "middle", channels: 2, defaultMode: .batch, hasRunningStatistics: true),
        .init(name: "last", channels: 4, defaultMode: .none),
      ], styleNames: ["dawn", "noon", "dusk"]),
  ]

  /// Returns an explorer with its first frame.
  /// - Parameter network: The network to apply; nil for pixels.
  static func state(through network: NetworkSummary? = nil) -> ExplorerState {
    var settings = RenderSettings(input: .picture(path: "/pictures/content.jpg"))
    settings.styles = [WeightedStyle(path: "/pictures/style.jpg")]
    settings.batch = ["/pictures/a.jpg"]
    settings.network = network.map(NetworkSettings.init)
    var state = ExplorerState(
      settings: settings, size: ScreenSize(rows: 40, columns: 120), glyphs: .unicode)
    state.networks = networks
    state.bank = ["/pictures/x.jpg", "/pictures/y.jpg"].map {
      StyleBankEntry(path: $0, isUserAdded: false)
    }
    for effect in state.start() {
      guard case .compute(let request) = effect else { continue }
      send(.frame(Frame(request, report: report(of: request.settings), rasters: [:])), to: &state)
    }
    return state
  }
}
