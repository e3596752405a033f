// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import TestSupport
import Testing

/// Whole files in and out, and nothing by halves.
@Suite struct FileBytesTests {
  static let bytes: [UInt8] = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

  @Test func whatIsWrittenIsReadAndNothingElseIsLeft() throws {
    let folder = try ScratchFolder()
    for content in [Self.bytes, [], [1, 2, 3]] {
      try FileBytes.write(content, to: folder("a"))
      #expect(try FileBytes.read(folder("a")) == content)
    }
    #expect(try folder.names == ["a"])
  }

  @Test func aNewFileHasTheUsualMode() throws {
    let folder = try ScratchFolder()
    try FileBytes.write([1], to: folder("ours"))
    #expect(FileManager.default.createFile(atPath: folder("usual"), contents: Data()))
    #expect(try mode(folder("ours")) == mode(folder("usual")))
  }

  @Test(arguments: [0o600, 0o640, 0o755]) func theModeOfAReplacedFileIsKept(mode: Int) throws {
    let folder = try ScratchFolder()
    try FileBytes.write([1], to: folder("a"))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder("a"))
    try FileBytes.write([2], to: folder("a"))
    #expect(try self.mode(folder("a")) == mode)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func aLinkStaysALinkAndItsFileIsWritten() throws {
    let folder = try ScratchFolder()
    try FileBytes.write([1], to: folder("file"))
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: "file")
    try FileBytes.write([2], to: folder("link"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder("link")) == "file")
    #expect(try FileBytes.read(folder("file")) == [2])
  }

  @Test func aLinkToAFileThatIsNotThereStaysALinkToo() throws {
    let folder = try ScratchFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: "later")
    try FileBytes.write([3], to: folder("link"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder("link")) == "later")
    #expect(try FileBytes.read(folder("later")) == [3])
  }

  @Test func aMissingFolderIsTheSystemsError() throws {
    let folder = try ScratchFolder()
    let path = folder("none/a")
    #expect(throws: FileError("write", path, code: ENOENT)) { try FileBytes.write([1], to: path) }
    #expect(throws: FileError("read", path, code: ENOENT)) { try FileBytes.read(path) }
    #expect(try folder.names == [])
  }

  @Test func aFullDeviceIsTheSystemsErrorAndNothingIsLeft() throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: "/dev").sorted()
    #expect(throws: FileError("write", "/dev/full", code: ENOSPC)) {
      try FileBytes.write(Self.bytes, to: "/dev/full")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: "/dev").sorted() == before)
  }

  @Test func aDeviceIsWrittenToAndNotReplaced() throws {
    try FileBytes.write(Self.bytes, to: "/dev/null")
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(type as? FileAttributeType == .typeCharacterSpecial)
  }

  /// /proc takes no new files, not even from root.
  @Test func aFolderThatTakesNoFilesIsTheSystemsError() {
    #expect(throws: FileError.self) { try FileBytes.write([1], to: "/proc/normscope-test") }
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func aReadOnlyFolderOrFileIsLeftAsItIs() throws {
    let folder = try ScratchFolder()
    try FileBytes.write([1], to: folder("a"))
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder("a"))
    #expect(throws: FileError("write", folder("a"), code: EACCES)) {
      try FileBytes.write([2], to: folder("a"))
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    }
    #expect(throws: FileError("write", folder("b"), code: EACCES)) {
      try FileBytes.write([2], to: folder("b"))
    }
    #expect(try FileBytes.read(folder("a")) == [1])
  }

  @Test(.timeLimit(.minutes(1))) func whatIsNotAFileIsRefusedWithoutWaiting() throws {
    let folder = try ScratchFolder()
    #expect(mkfifo(folder("pipe"), 0o600) == 0)
    for path in [folder("pipe"), "/dev/zero", "/dev/null"] {
      #expect(throws: FileError("read", path, reason: "it is not a file")) {
        try FileBytes.read(path)
      }
    }
    #expect(throws: FileError("read", folder.path, reason: "it is a folder")) {
      try FileBytes.read(folder.path)
    }
    #expect(throws: FileError("write", folder.path, code: EISDIR)) {
      try FileBytes.write([1], to: folder.path)
    }
  }

  @Test func aFileOverTheLimitIsNotRead() throws {
    let folder = try ScratchFolder()
    try FileBytes.write([1, 2, 3], to: folder("a"))
    #expect(try FileBytes.read(folder("a"), limit: 3) == [1, 2, 3])
    #expect(throws: FileError.self) { try FileBytes.read(folder("a"), limit: 2) }
  }
}
