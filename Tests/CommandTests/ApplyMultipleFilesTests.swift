// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// `apply` over folders and patterns.
@Suite struct ApplyMultipleFilesTests {
  private let folder: PhotoFolder

  init() throws { folder = try PhotoFolder() }

  private func apply(_ arguments: String...) throws -> Outcome {
    try folder.run(["apply", "--style", "style.png"] + arguments)
  }

  @Test(arguments: ["adaptive", "batch"])
  func separateAndJointRunsGiveTheSameBytes(_ mode: String) throws {
    for jobs in ["1", "3"] {
      let outcome = try apply(
        "photos", "--mode", mode, "--batch", "style.png", "-o", "all\(jobs)", "--jobs", jobs)
      #expect(outcome.code == 0 && outcome.errors.isEmpty && outcome.output.isEmpty, "\(outcome)")
    }
    for name in ["a.png", "b.png", "c.jpg"] {
      let result = "one/" + name.prefix(1) + ".png"
      if name == "a.png" {
        _ = try apply("photos/a.png", "--mode", mode, "--batch", "style.png", "-o", "one/")
      }
      #expect(
        try apply("photos/" + name, "--mode", mode, "--batch", "style.png", "-o", result).code == 0)
    }
    let files = try folder.files("one")
    #expect(files.keys.sorted() == ["a.png", "b.png", "c.png"])
    for jobs in ["1", "3"] { #expect(try folder.files("all\(jobs)") == files) }
  }

  @Test func batchPicturesArePooledWithEachContent() throws {
    let options = ["apply", "--mode", "batch", "--batch", "style.png", "--batch", "photos/b.png"]
    #expect(try folder.run(options + ["photos", "-o", "all"]).code == 0)
    for name in ["a.png", "b.png", "c.jpg"] {
      #expect(try folder.run(options + ["photos/" + name, "-o", "one/"]).code == 0)
    }
    #expect(try folder.files("all") == folder.files("one"))
  }

  @Test func aPictureOfTheBatchIsPooledOnceWhateverItsPath() throws {
    let one = ["apply", "photos/a.png", "--mode", "batch", "--batch", "style.png"]
    let again = ["photos/../style.png", "./photos/a.png", "style.png"].flatMap { ["--batch", $0] }
    #expect(try folder.run(one + ["-o", "results/"]).code == 0)
    #expect(try folder.run(one + again + ["-o", "again/"]).code == 0)
    #expect(try folder.files("results") == folder.files("again"))
    #expect(try folder.run(one + ["--batch", "photos/b.png", "-o", "two/"]).code == 0)
    #expect(try folder.files("two") != folder.files("again"))
  }

  @Test func quotedPatternsAreExpanded() throws {
    try folder.add("photos/[x].png")
    #expect(try apply("photos/*.png", "-o", "out", "--format", "jpeg").code == 0)
    #expect(folder.names("out") == ["[x].jpg", "a.jpg", "b.jpg"])
    #expect(try apply("photos/[x].png", "-o", "named").code == 2, "one file needs a name")
    #expect(try apply("photos/[x].png", "-o", "named/").code == 0)
    #expect(folder.names("named") == ["[x].png"])
  }

  @Test func brokenPicturesAreReportedAndTheOthersAreProcessed() throws {
    try folder.addBroken("photos/b\u{1B}[31m\n.png")
    let outcome = try apply("photos", "gone.png", "-o", "out")
    #expect(outcome.code == 2 && outcome.output.isEmpty)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 3 && lines.allSatisfy { $0.hasPrefix("normscope: ") }, "\(outcome)")
    #expect(lines[0].contains("b\\e[31m\\n.png") && lines[1].contains("gone.png"))
    #expect(lines[2] == "normscope: 2 of 5 failed, 3 done")
    #expect(folder.names("out") == ["a.png", "b.png", "c.png"])
  }

  @Test(arguments: [
    // Results with the same name, and results that would replace an input.
    (["photos", "more/a.jpg", "-o", "out"], "have the same result ‘out/a.png’"),
    (["photos", "photos/a.png", "-o", "out"], "is given twice"),
    (["photos", "-o", "photos"], "‘photos/a.png’ is one of the inputs"),
    (["more/style.jpg", "photos", "-o", "."], "‘./style.png’ is one of the inputs"),
    (["photos/a.png", "-o", "photos/a.png"], "‘photos/a.png’ is one of the inputs"),
    (["photos", "-o", "out.png"], "is a file name"),
    (["photos", "-o", "style.png"], "is a file"), (["photos", "-o", ""], "-o needs"),
    (["photos", "x.npy", "-o", "out"], "takes pictures"),
    (["empty", "-o", "out"], "no pictures in ‘empty’"),
    (["*.gif", "-o", "out"], "no file matches ‘*.gif’"),
    (["photos", "--style", "none.png", "-o", "out"], "none.png"),
    (["photos", "--jobs", "0", "-o", "out"], "--jobs 0"),
    (
      ["photos/a.png", "--format", "png", "-o", "out.jpg"],
      "--format png contradicts the file name ‘out.jpg’"
    ),
  ])
  func impossibleRequestsAreOneLineErrorsAndWriteNothing(
    _ arguments: [String], _ message: String
  ) throws {
    for name in ["more", "empty"] {
      try FileManager.default.createDirectory(
        atPath: folder.root + "/" + name, withIntermediateDirectories: false)
    }
    try folder.add("more/a.jpg")
    try folder.add("more/style.jpg")
    let before = [".", "photos"].map(folder.names)
    let outcome = try folder.run(["apply", "--style", "style.png"] + arguments)
    #expect(outcome.code == 2 && outcome.errors.contains(message), "\(outcome)")
    #expect(outcome.errors.count { $0 == "\n" } == 1, "\(outcome)")
    #expect([".", "photos"].map(folder.names) == before)
  }

  @Test func terminalsShowAProgressLineAndClearIt() throws {
    try folder.addBroken("photos/d.png")
    let command = "stty cols 60; \(Program.path) apply photos --style style.png -o out --jobs 1"
    let outcome = try Outcome(
      of: "/usr/bin/script", ["-qec", command, "log"],
      shell: "cd \(folder.root); export TERM=xterm;")
    #expect(outcome.code == 2 && outcome.output.hasPrefix("\r0/4 [----"), "\(outcome)")
    let parts = outcome.output.split(separator: "\r\u{1B}[K")
    #expect(parts.last == "normscope: 1 of 4 failed, 3 done\r\n", "\(outcome)")
  }

  @Test func formatsThatMatchTheFileNameAreAccepted() throws {
    for (format, name) in [("png", "out.png"), ("jpeg", "out.jpg"), ("jpeg", "out.jpeg")] {
      let outcome = try apply("photos/a.png", "--format", format, "-o", name)
      #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    }
    let results = folder.names(".").filter { $0.hasPrefix("out.") }
    #expect(results == ["out.jpeg", "out.jpg", "out.png"])
  }

  @Test func recursiveSearchesSubfoldersAndIgnoresCycles() throws {
    try FileManager.default.createDirectory(
      atPath: folder.root + "/photos/deep", withIntermediateDirectories: false)
    try folder.add("photos/deep/d.png")
    try FileManager.default.createSymbolicLink(
      atPath: folder.root + "/photos/deep/up", withDestinationPath: "..")
    #expect(try apply("photos", "-o", "flat").code == 0)
    #expect(folder.names("flat") == ["a.png", "b.png", "c.png"])
    #expect(try apply("photos", "--recursive", "-o", "new/deep").code == 0)
    #expect(folder.names("new/deep") == ["a.png", "b.png", "c.png", "d.png"])
  }
}
