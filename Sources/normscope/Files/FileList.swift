// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import FileIO
import Foundation
import Normalization

/// Options shared by the commands that process several files.
struct FileOptions: ParsableArguments {
  @Flag(help: "Search subfolders too.")
  var recursive = false
  @Option(help: ArgumentHelp("Maximum number of files processed in parallel.", valueName: "N"))
  var jobs = defaultThreads

  func validate() throws { try OptionCheck.jobs(jobs) }
}

/// Files selected by command line arguments: files, folders and glob patterns.
struct FileList {
  /// Paths in the order of the arguments; files of a folder or pattern are sorted by name.
  let paths: [String]
  /// Whether the arguments are a single file, not a folder or pattern.
  let isOneFile: Bool
  /// Number of files in folders that are neither pictures nor tensors.
  let skipped: Int

  /// Expands folders and patterns. A missing file stays in the list; reading it reports the error.
  ///
  /// - Parameter takes: returns whether a file of a folder is selected.
  /// - Throws: `UsageError` for a folder without selected files and a pattern without matches.
  init(
    _ arguments: [String], isRecursive: Bool = false, takes: (String) -> Bool = { _ in true }
  ) throws {
    var paths: [String] = []
    var skipped = 0
    for path in try arguments.flatMap(Self.expanded) {
      guard FileKind(path) == .folder else {
        paths.append(path)
        continue
      }
      var search = FolderSearch(isRecursive: isRecursive)
      let found = try search.files(in: path).filter(takes)
      skipped += search.skipped
      guard !found.isEmpty else {
        let others = search.skipped > 0 ? ", only \(Self.text(search.skipped))" : ""
        throw UsageError("no pictures in ‘\(path.printable)’\(others)")
      }
      paths += found
    }
    (self.paths, self.skipped) = (paths, skipped)
    isOneFile = paths == arguments && arguments.count == 1
  }

  /// Reports skipped files on stderr.
  func reportSkipped() {
    if skipped > 0 {
      StandardError.report("skipped \(Self.text(skipped)) in the given folders")
    }
  }

  private static func text(_ skipped: Int) -> String {
    skipped == 1 ? "1 file that is no picture" : "\(skipped) files that are no pictures"
  }

  /// Returns the matches of a pattern. An existing file whose name looks like a pattern is a file.
  private static func expanded(_ argument: String) throws -> [String] {
    guard Glob.isPattern(argument), FileKind(argument) == .nothing else { return [argument] }
    let matches = Glob.matches(argument)
    guard !matches.isEmpty else { throw UsageError("no file matches ‘\(argument.printable)’") }
    return matches
  }
}

/// Search of a folder for the files that the file chooser lists.
private struct FolderSearch {
  let isRecursive: Bool
  /// Number of files that were not listed.
  private(set) var skipped = 0
  /// Visited folders, because symbolic links can form cycles.
  private var visited: Set<FileIdentity> = []

  init(isRecursive: Bool) { self.isRecursive = isRecursive }

  /// Returns the files sorted by name, followed by those of subfolders.
  /// - Throws: `UsageError` if a folder cannot be read.
  mutating func files(in folder: String) throws -> [String] {
    guard visited.insert(FileIdentity(folder)).inserted else { return [] }
    let listing = FolderReader.read(folder)
    if let problem = listing.problem { throw UsageError(problem) }
    skipped += listing.skipped
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    let files = listing.entries.filter { !$0.isFolder }.map { prefix + $0.name }
    guard isRecursive else { return files }
    let folders = listing.entries.filter { $0.isFolder && $0.name != ".." }
    return try folders.reduce(files) { try $0 + self.files(in: prefix + $1.name) }
  }
}

/// Shell patterns, for arguments that the shell did not expand because they are quoted.
private enum Glob {
  /// Returns whether an argument contains a character that a shell would expand.
  static func isPattern(_ argument: String) -> Bool {
    argument.utf8.contains { "*?[{".utf8.contains($0) }
  }

  /// Returns the matching paths, sorted independently of the locale.
  static func matches(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern.pathCString, GLOB_BRACE, nil, &found) == 0, let paths = found.gl_pathv else {
      return []
    }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(pathCString: $0) } }
      .sortedByPathBytes()
  }
}
