// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Normalization
import Pictures

/// File format of results, an option.
enum ResultFormat: String, CaseIterable, ExpressibleByArgument {
  case png, jpeg

  /// File extension without the dot.
  var fileExtension: String { self == .png ? "png" : "jpg" }

  /// The format to write.
  var output: OutputPictureFormat { self == .png ? .png : .jpeg }

  /// Creates the format of a file name. - Throws: `PictureError` for an unsupported extension.
  init(path: String) throws {
    switch OutputPictureFormat(path: path) {
    case .png?: self = .png
    case .jpeg?: self = .jpeg
    case nil: throw PictureError.unsupportedName(path: path)
    }
  }
}

/// Paths of results: the given file or standard output, or one file per content in a folder.
struct ResultPaths {
  /// Format of the results.
  let format: ResultFormat
  /// The file, or the folder with a trailing slash.
  private let output: String
  private let isFolder: Bool

  /// Determines the paths without writing anything.
  ///
  /// A result's name depends on its content's name alone, so that it stays the same if contents are
  /// split across several invocations.
  /// - Throws: `UsageError` if two results have the same name, a result would replace an input, or
  ///   the format contradicts the file name; `PictureError` for an unsupported extension.
  init(
    _ output: String, for contents: FileList, format: ResultFormat?, inputs: [String]
  ) throws {
    let isStream = StandardStreams.isOutput(output)
    let isFolder = !isStream && (output.hasSuffix("/") || FileKind(output) == .folder)
    self.isFolder = isFolder || !contents.isOneFile
    if self.isFolder {
      try Self.checkFolder(output, isFolder: isFolder)
      self.output = output.hasSuffix("/") ? output : output + "/"
      self.format = format ?? .png
    } else {
      self.output = output
      self.format = try isStream ? format ?? .png : Self.format(of: output, given: format)
    }
    try checkDistinct(contents.paths)
    try checkInputs(contents.paths, inputs: contents.paths + inputs)
  }

  /// Returns the result's path for a content.
  subscript(content: String) -> String {
    guard isFolder else { return output }
    return output + content.pathStem + "." + format.fileExtension
  }

  /// Creates the folder and its missing parents.
  func makeFolder() throws {
    if isFolder, FileKind(output) != .folder { try Folder.make(output) }
  }

  /// Returns the format of a file name, which a given format must not contradict.
  private static func format(of output: String, given: ResultFormat?) throws -> ResultFormat {
    let named = try ResultFormat(path: output)
    guard given ?? named == named else {
      throw UsageError(
        "--format \(given?.rawValue ?? "") contradicts the file name ‘\(output.printable)’")
    }
    return named
  }

  private static func checkFolder(_ output: String, isFolder: Bool) throws {
    guard !isFolder else { return }
    if StandardStreams.isOutput(output) {
      throw UsageError("standard output takes one result; for several results, -o needs a folder")
    }
    if FileKind(output) == .file {
      throw UsageError("‘\(output.printable)’ is a file; for several results, -o needs a folder")
    }
    if OutputPictureFormat(path: output) != nil {
      throw UsageError(
        "‘\(output.printable)’ is a file name; for several results, -o needs a folder")
    }
  }

  private func checkDistinct(_ contents: [String]) throws {
    var sources: [FileIdentity: String] = [:]
    for content in contents {
      let result = self[content]
      guard let other = sources.updateValue(content, forKey: FileIdentity(result)) else { continue }
      guard other != content else { throw UsageError("‘\(content.printable)’ is given twice") }
      throw UsageError(
        "‘\(other.printable)’ and ‘\(content.printable)’ have the same result "
          + "‘\(result.printable)’; write them to different folders")
    }
  }

  private func checkInputs(_ contents: [String], inputs: [String]) throws {
    // Standard input and output may have the same name.
    guard !StandardStreams.isOutput(output) else { return }
    let inputs = Set(inputs.map(FileIdentity.init))
    guard let content = contents.first(where: { inputs.contains(FileIdentity(self[$0])) }) else {
      return
    }
    throw UsageError(
      "‘\(self[content].printable)’ is one of the inputs; the result needs another name or folder")
  }
}
