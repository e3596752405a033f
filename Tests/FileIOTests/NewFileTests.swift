// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import TestSupport
import Testing

/// Files under unused names, and temporary files of killed programs.
@Suite struct NewFileTests {
  private struct MakeError: Error {}

  private func write(_ folder: String, _ bytes: [UInt8]) throws -> String {
    try FileContents.writeNew(in: folder, stem: "a", ending: ".x") { _ in bytes }
  }

  @Test func existingFilesAndLinksAreNeverReplaced() throws {
    let folder = try ScratchFolder()
    try FileContents.write([0], to: folder("a-2.x"))
    try FileManager.default.createSymbolicLink(atPath: folder("a-3.x"), withDestinationPath: "gone")
    #expect(try (1...3).map { try write(folder.path, [$0]) } == ["a-1.x", "a-4.x", "a-5.x"])
    #expect(try FileContents.read(folder("a-2.x")) == [0])
    #expect(try FileContents.read(folder("a-4.x")) == [2])
    #expect(try folder.names == ["a-1.x", "a-2.x", "a-3.x", "a-4.x", "a-5.x"])
  }

  @Test func concurrentWritesGetDifferentNames() throws {
    let folder = try ScratchFolder()
    let path = folder.path
    DispatchQueue.concurrentPerform(iterations: 40) { index in
      _ = try? FileContents.writeNew(in: path, stem: "a", ending: ".x") { _ in [UInt8(index)] }
    }
    let contents = try folder.names.map { try FileContents.read(folder($0)) }
    #expect(Set(contents).count == 40)
  }

  @Test func anErrorOfMakeLeavesNoFile() throws {
    let folder = try ScratchFolder()
    #expect(throws: MakeError.self) {
      try FileContents.writeNew(in: folder.path, stem: "a", ending: ".x") { _ in throw MakeError() }
    }
    #expect(throws: FileError.self) { try write(folder("none"), [1]) }
    #expect(try folder.names.isEmpty)
  }

  @Test func onlyTemporaryFilesOlderThanAMinuteAreRemoved() throws {
    let folder = try ScratchFolder()
    let names = [
      "s.json", "s.json.unfinished-aB3dEf", "s.json.unfinished-longer7", "s.json.backup",
    ]
    for name in names {
      try FileContents.write([1], to: folder(name))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -100)], ofItemAtPath: folder(name))
    }
    try FileContents.write([1], to: folder("s.json.unfinished-123456"))
    FileContents.removeLeftovers(beside: folder("s.json"))
    #expect(
      try folder.names == [
        "s.json", "s.json.backup", "s.json.unfinished-123456", "s.json.unfinished-longer7",
      ])
  }
}
