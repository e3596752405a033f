// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import TestSupport
import Testing

@testable import Pictures

@Suite(.serialized) struct HostilePictureTests {
  /// 2,400 damaged files.
  @Test func damagedFilesResultInAPictureOrAnError() throws {
    let files = try Fixture.all().map(\.bytes) + [Fixture.progressive, Fixture.animatedGIF]
    try expectPicturesOrErrors(files, rounds: 300)
  }

  /// 2,160 damaged files with orientations, profiles, alpha and 16 bits per channel.
  @Test func damagedMetadataResultInAPictureOrAnError() throws {
    try expectPicturesOrErrors(MetadataTests.cases.map { Array($0.file) }, rounds: 30)
  }

  @Test(arguments: [InputPictureFormat.heic, .avif, .jxl])
  func damagedFilesOfSeparateDecodersResultInAPictureOrAnError(_ kind: InputPictureFormat) throws {
    guard PixbufLoader.isAvailable(kind) else { return }
    let avif = Array(try #require(MetadataTests.avif).file)
    let file = kind == .heic ? Fixture.heic : kind == .avif ? avif : Fixture.jxl
    // libde265 leaves the missing parts of a damaged picture uninitialized.
    try expectPicturesOrErrors([file], rounds: 2000, isDeterministic: false)
  }

  /// Expects that damaged copies of files result in a picture or an error, the same each time. The pixel limit is low,
  /// because a flipped bit can result in a side of 2²⁴, which is valid but slow to decode.
  private func expectPicturesOrErrors(
    _ files: [[UInt8]], rounds: Int, isDeterministic: Bool = true
  ) throws {
    var noise = SplitMix(seed: 2026)
    var (pictures, errors) = (0, 0)
    try withFolder { folder in
      let path = folder + "/x"
      for round in 0..<rounds {
        for bytes in files {
          let damaged = round % 3 == 0 ? cut(bytes, &noise) : flipped(bytes, &noise)
          try Data(damaged).write(to: URL(fileURLWithPath: path))
          let first = Result { try PictureFile.read(path, fitting: 8, pixelLimit: 1 << 16) }
          let second = Result { try PictureFile.read(path, fitting: 8, pixelLimit: 1 << 16) }
          #expect(!isDeterministic || text(first) == text(second), "round \(round)")
          if case .success = first { pictures += 1 } else { errors += 1 }
        }
      }
    }
    print("\(pictures) pictures and \(errors) errors of damaged files")
    #expect(pictures > 0 && errors > 0)
  }

  @Test func fiveHundredReadsDoNotLeakMemory() throws {
    try withFolder { folder in
      let path = folder + "/x.png"
      try Picture.plain(width: 256, height: 256, (1, 2, 3)).write(to: path)
      for _ in 0..<20 { _ = try PictureFile.read(path) }
      let before = residentBytes()
      for _ in 0..<500 { _ = try PictureFile.read(path) }
      let growth = residentBytes() - before
      print("500 reads of 196,608 bytes: resident memory grew by \(growth) bytes")
      // Leaking every picture would be 98 MB; other tests run concurrently.
      #expect(growth < 60_000_000)
    }
  }

  @Test func concurrentReadsEqualSequentialReads() throws {
    let files = try Fixture.all().map(\.bytes)
    try withFolder { folder in
      for (i, bytes) in files.enumerated() {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(i)"))
        try Data(bytes.dropLast(20)).write(to: URL(fileURLWithPath: "\(folder)/\(i)cut"))
      }
      let names = files.indices.flatMap { ["\($0)", "\($0)cut"] }
      let sequential = names.map { name in
        text(Result { try PictureFile.read("\(folder)/\(name)") })
      }
      DispatchQueue.concurrentPerform(iterations: 16 * names.count) { i in
        let name = names[i % names.count]
        let concurrent = text(Result { try PictureFile.read("\(folder)/\(name)") })
        #expect(concurrent == sequential[i % names.count])
      }
    }
  }

  private func text(_ result: Result<LoadedPicture, any Error>) -> String {
    switch result {
    case .success(let loaded): "\(loaded.picture.pixels) \(loaded.warnings)"
    case .failure(let error as PictureError): "\(error)"
    case .failure(let error): "unexpected error: \(type(of: error))"
    }
  }

  private func cut(_ bytes: [UInt8], _ noise: inout SplitMix) -> [UInt8] {
    Array(bytes[..<Int.random(in: 0..<bytes.count, using: &noise)])
  }

  private func flipped(_ bytes: [UInt8], _ noise: inout SplitMix) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...8, using: &noise) {
      result[Int.random(in: 0..<result.count, using: &noise)] ^=
        1
        << UInt8.random(
          in: 0..<8, using: &noise)
    }
    return result
  }

  private func residentBytes() -> Int {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (pages.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
  }
}
