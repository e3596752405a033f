// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization

/// The files that arguments name: a file is itself, a folder its pictures, a pattern its matches.
struct FileList {
  /// The files in the arguments' order, those of a folder or pattern by name.
  let paths: [String]
  /// Whether one file was named, and neither a folder nor a pattern, however little these hold.
  let isOneFile: Bool

  /// Finds the files. One that is not there stays in the list: reading it says why.
  ///
  /// - Parameter takes: which of the files in a folder are meant.
  /// - Throws: `UsageError` for a folder without such files and for a pattern that matches nothing.
  init(
    _ arguments: [String], isRecursive: Bool = false, takes: (String) -> Bool = { _ in true }
  ) throws {
    var paths: [String] = []
    for path in try arguments.flatMap(Self.expanded) {
      guard FileKind(path) == .folder else {
        paths.append(path)
        continue
      }
      var search = FolderSearch(isRecursive: isRecursive)
      let found = try search.files(in: path).filter(takes)
      guard !found.isEmpty else { throw UsageError("no pictures are in ‘\(path.printable)’") }
      paths += found
    }
    self.paths = paths
    isOneFile = paths == arguments && arguments.count == 1
  }

  /// What a shell would have made of an argument. A file whose name looks like a pattern is a file.
  private static func expanded(_ argument: String) throws -> [String] {
    guard Glob.isPattern(argument), FileKind(argument) == .nothing else { return [argument] }
    let matches = Glob.matches(argument)
    guard !matches.isEmpty else { throw UsageError("nothing matches ‘\(argument.printable)’") }
    return matches
  }
}
