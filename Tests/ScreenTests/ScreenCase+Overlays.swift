// SPDX-License-Identifier: MIT

import Settings
import TestSupport
@testable import Explorer

extension ScreenCase {
  /// File chooser in a folder with long names and names with escape sequences.
  static let choosers =
    scenes("chooser", ScreenSize.all) { try chooser(ExplorerHarness($0).started().type("c")) }
    + scenes("chooser-long", [.small]) {
      let entries = (1...200).map { FolderListing.Entry(name: "frame-\($0).png", isFolder: false) }
      return try ExplorerHarness($0).started().type("c")
        .send(.listing(FolderListing(folder: "/srv/frames", entries: entries)))
        .press(.down, times: 100)
    }
    + scenes("chooser-reading") { try ExplorerHarness($0).started().type("s") }
    + scenes("chooser-empty") {
      let up = FolderListing.Entry(name: "..", isFolder: true)
      return try ExplorerHarness($0).started().type("a")
        .send(.listing(FolderListing(folder: "/srv/empty", entries: [up])))
    }
    + scenes("chooser-broken") {
      let stage = try chooser(ExplorerHarness($0).started().type("c")).press(.down)
      return stage.send(
        .filePreview(
          FilePreview(
            path: longFolder + "/" + names[5], raster: nil,
            caption: "cannot read ‘\(names[5])’: it is not a picture")))
    }

  private static let longFolder =
    "/srv/pictures/2024/a folder whose name is about as long as names of folders get/and one more"

  private static let names = [
    "..", "landscapes", "portraits of people and of animals, with and without a background",
    "2024-05-01 the harbour at dawn, seen from the upper end of the long pier.png", "harbour.png",
    "line\nbreak.png", "red \u{1B}[31m ink.jpg", "日本の風景画.png", "right \u{202E} left.png",
    IllFormedName.latin1.text + ".png",
  ]

  static func chooser(_ stage: ExplorerHarness) -> ExplorerHarness {
    let entries = names.enumerated().map { FolderListing.Entry(name: $1, isFolder: $0 < 3) }
    let folder = stage.send(.listing(FolderListing(folder: longFolder, entries: entries)))
    folder.send(stage.candidate("harbour.png", as: longFolder + "/harbour.png"))
    return folder
  }

  /// Help of each mode, at its top and end, and the keys.
  static let helps =
    NormalizationMode.allCases.flatMap { mode in
      scenes("help-" + mode.rawValue) { try help(mode, $0) }
        + scenes("help-\(mode.rawValue)-end") { try help(mode, $0).press(.pageDown, times: 9) }
    }
    + scenes("help-adaptive", [.small, .large, .huge]) { try help(.adaptive, $0) }
    + scenes("help-keys") { try ExplorerHarness($0).started().press(.function(1), .function(1)) }

  private static func help(_ mode: NormalizationMode, _ size: ScreenSize) throws -> ExplorerHarness
  {
    let stage = try ExplorerHarness(size).started()
    while stage.state.settings.mode != mode { stage.type("m") }
    return stage.type("?")
  }
}
