// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Pictures

/// Reads folders for the file chooser.
enum FolderReader {
  private static let extensions: Set<String> = [
    "png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "npy",
  ]

  /// Returns the folders and pictures in a folder; an error message if it cannot be read.
  static func read(_ folder: String) -> FolderListing {
    let folder = folder.absolutePath
    let parent = folder == "/" ? [] : [FolderListing.Entry(name: "..", isFolder: true)]
    do {
      let shown = try Folder.names(in: folder).filter { !$0.hasPrefix(".") }
      let paths = shown.map { (folder == "/" ? "/" : folder + "/") + $0 }
      let kinds = paths.map(FileKind.init)
      let folders = zip(shown, kinds).filter { $1 == .folder }.map { $0.0 }
      let files = shown.indices.filter { kinds[$0] == .file }
      let pictures = files.filter { isShown(paths[$0]) }.map { shown[$0] }
      return FolderListing(
        folder: folder,
        entries: parent + folders.map { FolderListing.Entry(name: $0, isFolder: true) }
          + pictures.map { FolderListing.Entry(name: $0, isFolder: false) },
        skipped: files.count - pictures.count)
    } catch {
      return FolderListing(
        folder: folder, entries: parent,
        problem: "cannot read folder ‘\(folder.printable)’")
    }
  }

  /// Whether a file is a tensor or a picture, by its contents or its name: a damaged picture is
  /// listed, too, so that opening it says what is wrong.
  private static func isShown(_ path: String) -> Bool {
    extensions.contains((path.pathExtension ?? "").lowercased()) || PictureFile.isPicture(path)
  }
}
