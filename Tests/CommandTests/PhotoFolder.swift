// SPDX-License-Identifier: MIT

import Foundation
import Pictures
import TestSupport

/// Temporary folder with four small pictures, in which the program runs.
struct PhotoFolder {
  // The folder is deleted with this value.
  private let scratch: ScratchFolder
  let root: String

  /// Creates `photos` with a.png, b.png and c.jpg, and style.png next to it.
  init() throws {
    let scratch = try ScratchFolder()
    (self.scratch, root) = (scratch, scratch.path)
    try FileManager.default.createDirectory(
      atPath: scratch("photos"), withIntermediateDirectories: true)
    for (seed, name) in ["photos/a.png", "photos/b.png", "photos/c.jpg", "style.png"].enumerated() {
      try add(name, seed: UInt64(seed))
    }
  }

  /// Writes a picture of random noise.
  func add(_ name: String, seed: UInt64 = 9) throws {
    let side = 40 + Int(seed)
    try Picture.noise(width: side, height: 30, seed: seed).write(to: root + "/" + name)
  }

  /// Writes a file that is not a picture.
  func addBroken(_ name: String) throws {
    try Data("broken".utf8).write(to: URL(fileURLWithPath: root + "/" + name))
  }

  /// Runs the program with the folder as the working directory.
  func run(_ arguments: [String]) throws -> Outcome {
    try Outcome(of: Program.path, arguments, shell: "cd \(root) &&")
  }

  /// Returns the sorted names in a subfolder; empty if it does not exist.
  func names(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []).sorted()
  }

  /// Returns the bytes of each file in a subfolder.
  func files(_ folder: String) throws -> [String: Data] {
    try Dictionary(
      uniqueKeysWithValues: names(folder).map {
        ($0, try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(folder)/\($0)")))
      })
  }
}
