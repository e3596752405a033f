// SPDX-License-Identifier: MIT

import FileIO

/// Checks of an output path before the work starts.
enum OutputFolder {
  /// Checks that an output file does not replace an input.
  /// - Throws: `UsageError` that names the option.
  static func check(_ output: String, of option: String, isNoneOf inputs: [String]) throws {
    // Standard input and output may have the same name.
    guard !StandardStreams.isOutput(output) else { return }
    guard inputs.contains(where: { FileIdentity($0) == FileIdentity(output) }) else { return }
    throw UsageError("‘\(output.printable)’ is one of the inputs; \(option) needs another name")
  }

  /// Checks that the folder of an output file exists and is writable.
  /// - Throws: `UsageError` that names the folder.
  static func check(_ output: String) throws {
    let parent = output.parentPath
    let folder = parent.isEmpty ? "." : parent
    guard FileKind(folder) == .folder else {
      throw UsageError("folder ‘\(folder.printable)’ does not exist")
    }
    do { try Folder.checkWritable(folder) } catch {
      throw UsageError("folder ‘\(folder.printable)’ is not writable: \(error.reason)")
    }
  }
}
