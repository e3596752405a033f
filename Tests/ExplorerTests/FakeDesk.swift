// SPDX-License-Identifier: MIT

import Normalization

@testable import Explorer

/// Answers the explorer's requests at once with the same figures, whatever was asked.
struct FakeDesk {
  /// The figures of five values in each of three channels.
  static let report: Report = {
    let values: [Float] = [0, 0.25, 0.5, 0.75, 1]
    let statistics = values.withUnsafeBufferPointer { PlaneStatistics(of: [$0]) }
    let base = ChannelAffine(gamma: 0.25, beta: 0.5)
    let channels = ["R", "G", "B"].map {
      ChannelReport(
        name: $0, content: statistics, style: base, base: base, step: nil, result: statistics)
    }
    return Report(
      content: .init(name: "content.jpg", size: "5×1"), style: nil, channels: channels,
      pooledPictures: 1, pooledValues: 5, pictures: 1, clipped: 0, milliseconds: 1, warnings: [])
  }()

  /// Lets a state take in a message and everything that follows from it.
  static func send(_ message: Message, to state: inout State) {
    for effect in state.update(message) {
      switch effect {
      case .compute(let request):
        send(.frame(Frame(request, report: report, rasters: [:])), to: &state)
      case .list(let folder):
        let entries = ["a.jpg", "b.png", "c.jpg"].map { Listing.Entry(name: $0, isFolder: false) }
        send(.listing(Listing(folder: folder, entries: entries)), to: &state)
      default: break
      }
    }
  }

  /// An explorer with its first frame.
  static func state() -> State {
    var setup = Setup(input: .picture(path: "/pictures/content.jpg"))
    setup.styles = [StyleChoice(path: "/pictures/style.jpg")]
    setup.batch = ["/pictures/a.jpg"]
    var state = State(
      setup: setup, size: ScreenSize(rows: 40, columns: 120), lettering: .unicode)
    state.bank = ["/pictures/x.jpg", "/pictures/y.jpg"].map { BankRow(path: $0, isOwn: false) }
    for effect in state.start() {
      guard case .compute(let request) = effect else { continue }
      send(.frame(Frame(request, report: report, rasters: [:])), to: &state)
    }
    return state
  }
}
