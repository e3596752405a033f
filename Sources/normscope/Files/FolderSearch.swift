// SPDX-License-Identifier: MIT

import Explorer
import FileIO

/// Looks through a folder for the files that the file chooser would show there.
struct FolderSearch {
  let isRecursive: Bool
  /// Links may lead back to a folder that was looked through.
  private var seen: Set<FileIdentity> = []

  init(isRecursive: Bool) { self.isRecursive = isRecursive }

  /// The files by name, then those of its folders. - Throws: when a folder cannot be read.
  mutating func files(in folder: String) throws -> [String] {
    guard seen.insert(FileIdentity(folder)).inserted else { return [] }
    let listing = FolderReader.read(folder)
    if let problem = listing.problem { throw UsageError(problem) }
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    let files = listing.entries.filter { !$0.isFolder }.map { start + $0.name }
    guard isRecursive else { return files }
    let folders = listing.entries.filter { $0.isFolder && $0.name != ".." }
    return try folders.reduce(files) { try $0 + self.files(in: start + $1.name) }
  }
}
