// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Pictures
import Stylization

/// Reads folders for the file chooser.
enum FolderReader {
  private static let extensions: Set<String> = [
    "png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif", "jxl",
  ]

  /// Returns the folders, pictures and tensors in a folder; an error message if it cannot be read.
  static func read(_ folder: String) -> FolderListing {
    let folder = folder.absolutePath
    let parent = folder == "/" ? [] : [FolderListing.Entry(name: "..", isFolder: true)]
    do {
      let shown = try Folder.names(in: folder).filter { !$0.hasPrefix(".") }
      let paths = shown.map { (folder == "/" ? "/" : folder + "/") + $0 }
      let kinds = paths.map(FileKind.init)
      let folders = zip(shown, kinds).filter { $1 == .folder }.map { $0.0 }
      let files = shown.indices.filter { kinds[$0] == .file }
      let entries = files.compactMap { index in
        contents(of: paths[index]).map {
          FolderListing.Entry(name: shown[index], isFolder: false, contents: $0)
        }
      }
      return FolderListing(
        folder: folder,
        entries: parent + folders.map { FolderListing.Entry(name: $0, isFolder: true) }
          + entries,
        skipped: files.count - entries.count)
    } catch {
      return FolderListing(
        folder: folder, entries: parent,
        problem: "cannot read folder ‘\(folder.printable)’")
    }
  }

  /// Returns what a file contains, by its contents or its name: a damaged picture is listed, too, so
  /// that opening it says what is wrong. Nil for a file that is neither a tensor nor a picture.
  private static func contents(of path: String) -> FolderListing.Entry.Contents? {
    switch TensorFile.format(of: path) {
    case .array: return .tensor
    case .archive: return .tensors
    case nil: break
    }
    let isNamedPicture = extensions.contains((path.pathExtension ?? "").lowercased())
    return isNamedPicture || PictureFile.isPicture(path) ? .picture : nil
  }
}
