// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import FileIO

/// Operations on files whose names are not valid UTF-8.
@Suite struct IllFormedNameTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// The names in the folder according to Python, sorted.
  private var bytesOfNames: [String] {
    get throws {
      let script = "import os, sys; print(*sorted(n.hex() for n in os.listdir(os.fsencode('.'))))"
      let outcome = try Outcome(
        of: "python3", ["-c", script], shell: "cd '\(folder.path)' &&")
      return outcome.output.split(whereSeparator: \.isWhitespace).map(String.init)
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(arguments: IllFormedName.allCases)
  func filesAreWrittenListedReadAndRemoved(_ name: IllFormedName) throws {
    let path = folder(name.text)
    #expect(FileKind(path) == .nothing)
    let missing = FileIdentity(path)
    for contents: [UInt8] in [[1], [2, 3]] {
      for isSynced in [true, false] {
        try FileContents.write(contents, to: path, isSynced: isSynced)
        #expect(try FileContents.read(path) == contents)
      }
    }
    #expect(try bytesOfNames == [Self.hexadecimal(name.bytes)])
    #expect(try Folder.names(in: folder.path).map(\.pathBytes) == [name.bytes])
    #expect(FileKind(path) == .file && FileIdentity(path) != missing)
    #expect(FileStamp(path) != nil && FileContents.isReadable(path))
    #expect(FileContents.resolved(path).pathBytes.suffix(name.bytes.count) == name.bytes[...])
    try FileContents.remove(path)
    #expect(try bytesOfNames.isEmpty)
  }

  @Test(arguments: IllFormedName.allCases)
  func foldersAreCreatedAndWrittenTo(_ name: IllFormedName) throws {
    let path = folder(name.text)
    try Folder.make(path + "/" + name.text)
    try Folder.checkWritable(path)
    #expect(
      try FileContents.writeNew(in: path, stem: name.text, ending: ".x") { _ in [1] }
        == name.text + "-1.x")
    #expect(try bytesOfNames == [Self.hexadecimal(name.bytes)])
    #expect(
      try Folder.names(in: path).map(\.pathBytes) == [
        name.bytes, name.bytes + Array("-1.x".utf8),
      ])
  }

  @Test(arguments: IllFormedName.allCases)
  func linksAreFollowed(_ name: IllFormedName) throws {
    let outcome = try Outcome(
      of: "/bin/bash", ["-c", "ln -s \(name.shellWord) link"], shell: "cd '\(folder.path)' &&")
    #expect(outcome.code == 0)
    // First a link to a file that does not exist.
    for contents: [UInt8] in [[1], [2]] {
      try FileContents.write(contents, to: folder("link"))
      #expect(try FileContents.read(folder(name.text)) == contents)
    }
    #expect(FileIdentity(folder("link")) == FileIdentity(folder(name.text)))
  }

  @Test(arguments: [[0xE9], [0xC3, 0xA9], [0x61]] as [[UInt8]])
  func namesOf255BytesAreWritten(_ character: [UInt8]) throws {
    let bytes: [UInt8] = [0x62] + repeatElement(character, count: 254 / character.count).joined()
    let path = folder(String(pathBytes: bytes))
    for contents: [UInt8] in [[1], [2]] {
      for isSynced in [true, false] {
        try FileContents.write(contents, to: path, isSynced: isSynced)
        #expect(try FileContents.read(path) == contents)
      }
    }
    #expect(try bytesOfNames == [Self.hexadecimal(bytes)])
  }

  @Test func temporaryFilesOfLongNamesAreRemoved() throws {
    let path = folder(String(repeating: "é", count: 127))
    try FileContents.write([1], to: path, isSynced: false)
    let leftover =
      FileContents.temporaryPrefix(of: path, mark: FileContents.leftoverMark) + "abc123"
    let script = "touch -d '1 hour ago' \(IllFormedName.shellWord(leftover.pathBytes))"
    #expect(try Outcome(of: "/bin/bash", ["-c", script]).code == 0)
    #expect(try Folder.names(in: folder.path).count == 2)
    FileContents.removeLeftovers(beside: path)
    #expect(try Folder.names(in: folder.path) == [path.lastPathComponent])
  }

  @Test func foldersThatCannotBeReadAreErrors() {
    #expect(throws: FileError.self) { try Folder.names(in: folder("none")) }
  }
}
