// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import TestSupport
import Testing

/// Reading and atomic writing of files.
@Suite struct FileContentsTests {
  static let bytes: [UInt8] = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

  @Test func writtenBytesAreReadAndNoOtherFileIsLeft() throws {
    let folder = try ScratchFolder()
    for content in [Self.bytes, [], [1, 2, 3]] {
      try FileContents.write(content, to: folder("a"))
      #expect(try FileContents.read(folder("a")) == content)
    }
    #expect(try folder.names == ["a"])
  }

  @Test func aStampNoticesAChangeThatKeepsSizeAndModificationTime() throws {
    let folder = try ScratchFolder()
    try Data([1, 2]).write(to: URL(fileURLWithPath: folder("a")))
    let date = Date(timeIntervalSince1970: 1_000_000)
    let manager = FileManager.default
    try manager.setAttributes([.modificationDate: date], ofItemAtPath: folder("a"))
    let before = try #require(FileStamp(folder("a")))
    #expect(FileStamp(folder("a")) == before)
    // The clock of file times has a resolution of some milliseconds.
    Thread.sleep(forTimeInterval: 0.05)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder("a")))
    try handle.write(contentsOf: Data([3, 4]))
    try handle.close()
    try manager.setAttributes([.modificationDate: date], ofItemAtPath: folder("a"))
    #expect(FileStamp(folder("a")) != before)
  }

  @Test func newFilesHaveTheDefaultPermissions() throws {
    let folder = try ScratchFolder()
    try FileContents.write([1], to: folder("written"))
    #expect(FileManager.default.createFile(atPath: folder("created"), contents: Data()))
    #expect(try mode(folder("written")) == mode(folder("created")))
  }

  @Test(arguments: [0o600, 0o640, 0o755])
  func permissionsOfAReplacedFileArePreserved(mode: Int) throws {
    let folder = try ScratchFolder()
    try FileContents.write([1], to: folder("a"))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder("a"))
    try FileContents.write([2], to: folder("a"))
    #expect(try self.mode(folder("a")) == mode)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func writingToALinkReplacesItsTarget() throws {
    let folder = try ScratchFolder()
    try FileContents.write([1], to: folder("file"))
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: "file")
    try FileContents.write([2], to: folder("link"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder("link")) == "file")
    #expect(try FileContents.read(folder("file")) == [2])
  }

  @Test func writingToADanglingLinkCreatesItsTarget() throws {
    let folder = try ScratchFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: "later")
    try FileContents.write([3], to: folder("link"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder("link")) == "later")
    #expect(try FileContents.read(folder("later")) == [3])
  }

  @Test func aMissingFolderThrowsTheSystemsError() throws {
    let folder = try ScratchFolder()
    let path = folder("none/a")
    #expect(throws: FileError("write", path, code: ENOENT)) {
      try FileContents.write([1], to: path)
    }
    #expect(throws: FileError("read", path, code: ENOENT)) { try FileContents.read(path) }
    #expect(try folder.names == [])
  }

  @Test func aFullDeviceThrowsTheSystemsErrorAndLeavesNoFile() throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: "/dev").sorted()
    #expect(throws: FileError("write", "/dev/full", code: ENOSPC)) {
      try FileContents.write(Self.bytes, to: "/dev/full")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: "/dev").sorted() == before)
  }

  @Test func devicesAreWrittenToAndNotReplaced() throws {
    try FileContents.write(Self.bytes, to: "/dev/null")
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(type as? FileAttributeType == .typeCharacterSpecial)
  }

  /// /proc allows no new files, not even for root.
  @Test func aFolderThatAllowsNoFilesThrowsTheSystemsError() {
    #expect(throws: FileError.self) { try FileContents.write([1], to: "/proc/normscope-test") }
  }

  @Test(.enabled(if: getuid() != 0, "root can write everywhere"))
  func readOnlyFoldersAndFilesAreUnchanged() throws {
    let folder = try ScratchFolder()
    try FileContents.write([1], to: folder("a"))
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder("a"))
    #expect(throws: FileError("write", folder("a"), code: EACCES)) {
      try FileContents.write([2], to: folder("a"))
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    }
    #expect(throws: FileError("write", folder("b"), code: EACCES)) {
      try FileContents.write([2], to: folder("b"))
    }
    #expect(try FileContents.read(folder("a")) == [1])
  }

  @Test(.timeLimit(.minutes(1)))
  func pipesDevicesAndFoldersAreRefusedWithoutBlocking() throws {
    let folder = try ScratchFolder()
    #expect(mkfifo(folder("pipe"), 0o600) == 0)
    for path in [folder("pipe"), "/dev/zero", "/dev/null"] {
      #expect(throws: FileError("read", path, reason: "it is not a regular file")) {
        try FileContents.read(path)
      }
    }
    #expect(throws: FileError("read", folder.path, reason: "it is a folder")) {
      try FileContents.read(folder.path)
    }
    #expect(throws: FileError("write", folder.path, code: EISDIR)) {
      try FileContents.write([1], to: folder.path)
    }
  }

  @Test func filesOverTheLimitAreRefused() throws {
    let folder = try ScratchFolder()
    try FileContents.write([1, 2, 3], to: folder("a"))
    #expect(try FileContents.read(folder("a"), limit: 3) == [1, 2, 3])
    #expect(throws: FileError.self) { try FileContents.read(folder("a"), limit: 2) }
  }

  @Test func aTrailingSlashIsPassedToTheSystem() throws {
    let folder = try ScratchFolder()
    try FileContents.write([1], to: folder("a"))
    let path = folder("a/")
    #expect(throws: FileError("read", path, code: ENOTDIR)) { try FileContents.read(path) }
  }

  @Test func chunksAndOffsetsOfARegularFileAreReadIndependently() throws {
    let folder = try ScratchFolder()
    try FileContents.write(Self.bytes, to: folder("a"))
    let file = try RegularFile(folder("a"))
    #expect(file.size == Self.bytes.count)
    #expect(try file.next(7) == Array(Self.bytes[..<7]))
    #expect(try file.bytes(at: 99_990, count: 100) == Array(Self.bytes[99_990...]))
    #expect(try file.bytes(at: 200_000, count: 4).isEmpty)
    #expect(try file.next(200_000) == Array(Self.bytes[7...]))
    #expect(try file.next(1).isEmpty)
  }
}
