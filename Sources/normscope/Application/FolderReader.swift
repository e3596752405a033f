// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization

/// Reads folders for the file chooser.
enum FolderReader {
  private static let extensions: Set<String> = [
    "png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "npy",
  ]

  /// Returns the folders and pictures in a folder; an error message if it cannot be read.
  static func read(_ folder: String) -> FolderListing {
    let url = URL(fileURLWithPath: folder).standardizedFileURL
    let parent = url.path == "/" ? [] : [FolderListing.Entry(name: "..", isFolder: true)]
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
      let entries = names.filter { !$0.hasPrefix(".") }.sorted().compactMap { entry($0, in: url) }
      let folders = entries.filter(\.isFolder)
      return FolderListing(
        folder: url.path, entries: parent + folders + entries.filter { !$0.isFolder })
    } catch {
      return FolderListing(
        folder: url.path, entries: parent,
        problem: "cannot read folder ‘\(url.path.printable)’")
    }
  }

  private static func entry(_ name: String, in folder: URL) -> FolderListing.Entry? {
    let url = folder.appendingPathComponent(name)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      return nil
    }
    if isFolder.boolValue { return FolderListing.Entry(name: name, isFolder: true) }
    let isShown = extensions.contains((name.pathExtension ?? "").lowercased())
    return isShown ? FolderListing.Entry(name: name, isFolder: false) : nil
  }
}
