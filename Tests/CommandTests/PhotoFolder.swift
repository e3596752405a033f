// SPDX-License-Identifier: MIT

import Foundation
import Pictures
import TestSupport

/// A folder with a few small pictures, and the program run in it.
struct PhotoFolder {
  // Held on to: the folder goes when it does.
  private let scratch: ScratchFolder
  let root: String

  /// Makes `photos` with a.png, b.png, c.jpg, and style.png beside it.
  init() throws {
    let scratch = try ScratchFolder()
    (self.scratch, root) = (scratch, scratch.path)
    try FileManager.default.createDirectory(
      atPath: scratch("photos"), withIntermediateDirectories: true)
    for (seed, name) in ["photos/a.png", "photos/b.png", "photos/c.jpg", "style.png"].enumerated() {
      try add(name, seed: UInt64(seed))
    }
  }

  /// Adds a picture of noise.
  func add(_ name: String, seed: UInt64 = 9) throws {
    let side = 40 + Int(seed)
    try Picture.noise(width: side, height: 30, seed: seed).write(to: root + "/" + name)
  }

  /// Adds a file that is no picture.
  func addBroken(_ name: String) throws {
    try Data("broken".utf8).write(to: URL(fileURLWithPath: root + "/" + name))
  }

  /// Runs the program with the folder as the current one.
  func run(_ arguments: [String]) throws -> Outcome {
    try Outcome(of: Program.path, arguments, shell: "cd \(root) &&")
  }

  /// The names in a folder in it, sorted; none where there is no such folder.
  func names(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []).sorted()
  }

  /// The bytes of each file in a folder in it.
  func files(_ folder: String) throws -> [String: Data] {
    try Dictionary(
      uniqueKeysWithValues: names(folder).map {
        ($0, try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(folder)/\($0)")))
      })
  }
}
