// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

/// A small file that is written at every change: whole at every moment, and never over one that could
/// not be read.
final class StateFile {
  /// Where it is.
  let path: String
  /// Whether there is a file that could not be read: it stays as it is.
  private(set) var isForeign = false
  /// Whether what is in the file is more than what will replace it: it is then kept under another
  /// name before the first write.
  var isWorthKeeping = false
  private var isPrepared = false

  init(_ path: String) { self.path = path }

  /// What is in the file; nil where there is none yet.
  /// - Throws: `UsageError` with a sentence; from then on nothing is written.
  func read<Value>(_ decode: ([UInt8]) throws -> Value) throws -> Value? {
    do {
      return try decode(FileContents.read(path, limit: 1 << 22))
    } catch let error as FileError where error.code == ENOENT {
      return nil
    } catch let error as FileError {
      isForeign = true
      throw UsageError("\(error)")
    } catch {
      isForeign = true
      throw UsageError("cannot use ‘\(path.printable)’: \(error)")
    }
  }

  /// Replaces what is in the file.
  func write(_ bytes: [UInt8]) throws {
    if isForeign { return }
    if !isPrepared {
      try prepare()
      isPrepared = true
    }
    try FileContents.write(bytes, to: path, isSynced: false)
  }

  private func keepOld() throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let stem = path.split(separator: "/").last?.split(separator: ".").first.map(String.init)
    let bytes = try FileContents.read(path, limit: 1 << 22)
    _ = try FileContents.writeNew(
      in: folder, stem: (stem ?? "session") + "-before", ending: ".json"
    ) {
      _ in bytes
    }
  }

  private func prepare() throws {
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try UserDirectories.make(String(path[..<slash]))
    }
    FileContents.removeLeftovers(beside: path)
    if isWorthKeeping { try keepOld() }
  }
}
