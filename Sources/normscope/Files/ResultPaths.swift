// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import Pictures

/// Where results go: to the file that was named, or to one for each content in a folder.
struct ResultPaths {
  /// The file, or the folder with a slash at its end.
  private let output: String
  /// What files in a folder are written as; nil for one file, whose own name tells.
  private let format: ResultFormat?

  /// Decides on the names and writes nothing.
  ///
  /// A name comes from its content's alone, so that it is the same however contents are divided
  /// among runs.
  /// - Throws: `UsageError` when two results would have one name or one would replace an input;
  ///   `PictureError` for a name that tells no format.
  init(
    _ output: String, for contents: FileList, format: ResultFormat?, inputs: [String]
  ) throws {
    let isFolder = output.hasSuffix("/") || FileKind(output) == .folder
    if contents.isOneFile && !isFolder {
      guard PictureFormat(path: output) != nil else {
        throw PictureError.unsupportedName(path: output)
      }
      guard format == nil else {
        throw UsageError("the name ‘\(output.printable)’ tells the format; leave --format out")
      }
      (self.output, self.format) = (output, nil)
    } else {
      try Self.checkFolder(output, isFolder: isFolder)
      self.output = output.hasSuffix("/") ? output : output + "/"
      self.format = format ?? .png
    }
    try checkDistinct(contents.paths)
    try checkUntouched(contents.paths, inputs: contents.paths + inputs)
  }

  /// The result of a content.
  subscript(content: String) -> String {
    guard let format else { return output }
    let url = URL(fileURLWithPath: content)
    return output + url.deletingPathExtension().lastPathComponent + "." + format.ending
  }

  /// Makes the folder with those above it, where it is missing.
  func makeFolder() throws {
    guard format != nil, FileKind(output) != .folder else { return }
    var made = output.hasPrefix("/") ? "/" : ""
    for part in output.split(separator: "/") {
      made += part + "/"
      guard mkdir(made, 0o777) == 0 || errno == EEXIST else {
        throw FileError("make the folder", output)
      }
    }
  }

  private static func checkFolder(_ output: String, isFolder: Bool) throws {
    guard !isFolder else { return }
    if FileKind(output) == .file {
      throw UsageError("‘\(output.printable)’ is a file; several results need a folder")
    }
    if PictureFormat(path: output) != nil {
      throw UsageError(
        "‘\(output.printable)’ is the name of one picture; for several, -o names a folder")
    }
  }

  private func checkDistinct(_ contents: [String]) throws {
    var owners: [FileIdentity: String] = [:]
    for content in contents {
      let result = self[content]
      guard let other = owners.updateValue(content, forKey: FileIdentity(result)) else { continue }
      guard other != content else { throw UsageError("‘\(content.printable)’ is given twice") }
      throw UsageError(
        "‘\(other.printable)’ and ‘\(content.printable)’ would both become ‘\(result.printable)’; "
          + "send them to different folders")
    }
  }

  private func checkUntouched(_ contents: [String], inputs: [String]) throws {
    let inputs = Set(inputs.map(FileIdentity.init))
    guard let taken = contents.first(where: { inputs.contains(FileIdentity(self[$0])) }) else {
      return
    }
    throw UsageError(
      "‘\(self[taken].printable)’ is one of the inputs; the result needs another name or folder")
  }
}
