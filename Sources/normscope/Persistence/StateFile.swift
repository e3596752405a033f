// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

/// A small file that is replaced atomically at every change, unless its contents could not be read.
final class StateFile {
  let path: String
  /// Whether the existing file could not be read. It is then never overwritten.
  private(set) var isUnreadable = false
  /// Whether the existing file contains more than its replacement. It is then copied before the
  /// first write.
  var needsBackup = false
  private var isPrepared = false

  init(_ path: String) { self.path = path }

  /// Returns the decoded contents; nil if the file does not exist.
  /// - Throws: `UsageError`; later writes do nothing.
  func read<Value>(_ decode: ([UInt8]) throws -> Value) throws -> Value? {
    do {
      return try decode(FileContents.read(path, limit: 1 << 22))
    } catch let error as FileError where error.code == ENOENT {
      return nil
    } catch let error as FileError {
      isUnreadable = true
      throw UsageError("\(error)")
    } catch {
      isUnreadable = true
      throw UsageError("cannot use ‘\(path.printable)’: \(error)")
    }
  }

  /// Replaces the contents.
  func write(_ bytes: [UInt8]) throws {
    if isUnreadable { return }
    if !isPrepared {
      try prepare()
      isPrepared = true
    }
    try FileContents.write(bytes, to: path, isSynced: false)
  }

  /// Copies the file to a new name such as `session-before-1.json`.
  private func backUp() throws {
    let folder = path.parentPath.isEmpty ? "." : path.parentPath
    let bytes = try FileContents.read(path, limit: 1 << 22)
    _ = try FileContents.writeNew(in: folder, stem: path.pathStem + "-before", ending: ".json") {
      _ in bytes
    }
  }

  private func prepare() throws {
    let folder = path.parentPath
    if !folder.isEmpty, folder != "/" { try UserDirectories.make(folder) }
    FileContents.removeLeftovers(beside: path)
    if needsBackup { try backUp() }
  }
}
