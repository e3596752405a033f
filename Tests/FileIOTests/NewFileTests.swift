// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import TestSupport
import Testing

/// Files under names that are free, and files that are written often.
@Suite struct NewFileTests {
  private struct Refusal: Error {}

  private func write(_ folder: String, _ bytes: [UInt8]) throws -> String {
    try FileBytes.writeNew(in: folder, stem: "a", ending: ".x") { _ in bytes }
  }

  @Test func noFileIsEverReplaced() throws {
    let folder = try ScratchFolder()
    try FileBytes.write([0], to: folder("a-2.x"))
    try FileManager.default.createSymbolicLink(atPath: folder("a-3.x"), withDestinationPath: "gone")
    #expect(try (1...3).map { try write(folder.path, [$0]) } == ["a-1.x", "a-4.x", "a-5.x"])
    #expect(try FileBytes.read(folder("a-2.x")) == [0])
    #expect(try FileBytes.read(folder("a-4.x")) == [2])
    #expect(try folder.names == ["a-1.x", "a-2.x", "a-3.x", "a-4.x", "a-5.x"])
  }

  @Test func manyAtOnceGetNamesOfTheirOwn() throws {
    let folder = try ScratchFolder()
    let path = folder.path
    DispatchQueue.concurrentPerform(iterations: 40) { index in
      _ = try? FileBytes.writeNew(in: path, stem: "a", ending: ".x") { _ in [UInt8(index)] }
    }
    let contents = try folder.names.map { try FileBytes.read(folder($0)) }
    #expect(Set(contents).count == 40)
  }

  @Test func aRefusalLeavesNothing() throws {
    let folder = try ScratchFolder()
    #expect(throws: Refusal.self) {
      try FileBytes.writeNew(in: folder.path, stem: "a", ending: ".x") { _ in throw Refusal() }
    }
    #expect(throws: FileError.self) { try write(folder("none"), [1]) }
    #expect(try folder.names.isEmpty)
  }

  @Test func whatAKilledProgramLeftGoesAfterAMinute() throws {
    let folder = try ScratchFolder()
    let names = [
      "s.json", "s.json.unfinished-aB3dEf", "s.json.unfinished-longer7", "s.json.backup",
    ]
    for name in names {
      try FileBytes.write([1], to: folder(name))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -100)], ofItemAtPath: folder(name))
    }
    try FileBytes.write([1], to: folder("s.json.unfinished-123456"))
    FileBytes.removeLeftovers(beside: folder("s.json"))
    #expect(
      try folder.names == [
        "s.json", "s.json.backup", "s.json.unfinished-123456", "s.json.unfinished-longer7",
      ])
  }
}
