// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// `stats` over folders and patterns.
@Suite struct StatsMultipleFilesTests {
  private let folder: PhotoFolder

  init() throws { folder = try PhotoFolder() }

  @Test(arguments: ["1", "2", "5"])
  func theOutputHasTheOrderOfTheArguments(_ jobs: String) throws {
    let outcome = try folder.run(
      ["stats", "style.png", "photos", "photos/[ab].png", "--format", "csv", "--jobs", jobs])
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    let names = outcome.output.split(separator: "\n").dropFirst().map {
      String($0.prefix { $0 != "," })
    }
    let files = ["style.png", "photos/a.png", "photos/b.png", "photos/c.jpg"]
    let expected = (files + files[1...2]).flatMap { Array(repeating: "\"\($0)\"", count: 3) }
    #expect(names == expected)
  }

  @Test func withBrokenFilesTheOutputIsValidJSONOfTheOthers() throws {
    try folder.addBroken("photos/b\u{1B}.png")
    let outcome = try folder.run(["stats", "--json", "photos", "gone.npy"])
    #expect(outcome.code == 2)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let inputs = try #require((object as? [String: Any])?["inputs"] as? [[String: Any]])
    #expect(
      inputs.compactMap { $0["path"] as? String } == [
        "photos/a.png", "photos/b.png", "photos/c.jpg",
      ]
    )
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 3 && lines[2] == "normscope: 2 of 5 failed, 3 done", "\(outcome)")
    #expect(!outcome.errors.contains("\u{1B}"))
  }
}
