// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import TestSupport
import Testing

@testable import Pictures

@Suite struct WritingTests {
  private let noise = Picture.noise(width: 31, height: 17, seed: 3)

  @Test func pngsAreLossless() throws {
    #expect(try read(noise.encoded(as: .png)).picture == noise)
  }

  @Test func encodingIsDeterministic() throws {
    for format in [OutputPictureFormat.png, .jpeg(quality: 80)] {
      #expect(try noise.encoded(as: format) == noise.encoded(as: format))
    }
  }

  @Test func higherQualityIsLargerAndMoreAccurate() throws {
    let (low, high) = (OutputPictureFormat.jpeg(quality: 20), OutputPictureFormat.jpeg(quality: 95))
    let (small, large) = (try noise.encoded(as: low), try noise.encoded(as: high))
    #expect(small.count < large.count)
    #expect(
      try read(large).picture.difference(from: noise)
        < read(small).picture.difference(from: noise))
  }

  @Test func fileExtensionsAreCaseInsensitive() throws {
    try withFolder { folder in
      for (name, start) in [("a.PNG", 0x89), ("a.jpg", 0xFF), ("a.b.JpEg", 0xFF)]
        as [(String, UInt8)]
      {
        try noise.write(to: folder + "/" + name)
        #expect(try FileContents.read(folder + "/" + name).first == start)
      }
    }
  }

  @Test func unsupportedFileExtensionsAreRefused() throws {
    try withFolder { folder in
      for name in ["a.gif", "a", "png", "a.png.txt", "a.tiff"] {
        let path = folder + "/" + name
        #expect(throws: PictureError.unsupportedName(path: path)) { try noise.write(to: path) }
      }
      let left = try contents(of: folder)
      #expect(left.isEmpty)
    }
  }

  @Test func failedWritesLeaveNoFile() throws {
    try withFolder { folder in
      let manager = FileManager.default
      #expect(throws: PictureError.self) { try noise.write(to: folder + "/none/a.png") }
      #expect(try contents(of: folder) == [])

      try manager.createDirectory(atPath: folder + "/a.png", withIntermediateDirectories: false)
      #expect(throws: PictureError.self) { try noise.write(to: folder + "/a.png") }
      #expect(try contents(of: folder) == ["a.png"])
    }
  }

  @Test func aFullDeviceThrowsAndItsLinkRemains() throws {
    try withFolder { folder in
      let link = folder + "/full.png"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/full")
      let full = PictureError.file(FileError("write", link, code: ENOSPC))
      #expect(throws: full) { try noise.write(to: link) }
      #expect(try contents(of: folder) == ["full.png"])
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/full")
    }
  }

  @Test func anEncoderErrorLeavesTheOldFileUnchanged() throws {
    try withFolder { folder in
      let path = folder + "/a.jpg"
      try noise.write(to: path)
      let old = try FileContents.read(path)
      // The limit of libjpeg is 65,500 pixels per side.
      let long = Picture.plain(width: 65_501, height: 1, (1, 2, 3))
      #expect(throws: PictureError.self) { try long.write(to: path) }
      #expect(try FileContents.read(path) == old)
      #expect(try contents(of: folder) == ["a.jpg"])
    }
  }

  private func contents(of folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
  }
}
