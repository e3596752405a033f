// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import Pictures
import TestSupport
import Testing
import Weights

/// Exit status, output and error messages of the program.
@Suite struct CommandLineTests {
  private func run(_ arguments: String..., shell: String = "") throws -> Outcome {
    try Outcome(of: Program.path, arguments, shell: shell)
  }

  @Test(arguments: [
    ["normalize", "--mode", "none", "--input", "a", "--output", "b"], ["normalize"], ["apply"],
    ["apply", "x.png", "--mode", "foo", "-o", "y.png"], ["stats"], ["stats", "/none/x.png"],
    ["stats", "a.npy", "--pool", "x"], ["stats", "a.npy", "--json", "--format", "csv"], ["--foo"],
    ["explore", "--graphics", "nope"],
    ["bench", "--threads", "0"], ["explore", "/none/x.npy"], ["apply", "x.png", "-o", "y.gif"],
    ["apply", "x.npy", "-o", "y.png"], ["explore", "--size", "1"],
  ])
  func everyErrorIsOneLineOnStandardErrorWithExitStatus2(_ arguments: [String]) throws {
    let outcome = try Outcome(of: Program.path, arguments)
    #expect(outcome.code == 2 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.hasPrefix("normscope: ") && outcome.errors.hasSuffix("\n"))
    #expect(outcome.errors.count { $0 == "\n" } == 1, "\(outcome.errors)")
  }

  @Test func picturesInFoldersAreFoundByTheirContents() throws {
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: folder("p"), withIntermediateDirectories: true)
    let picture = Picture(width: 3, height: 2, pixels: Array(repeating: 255, count: 24))
    try picture.write(to: folder("p/c.jpg"))
    try picture.write(to: folder("p/d.png"))
    for name in ["a.jfif", "b.jpe", "none"] {
      try FileManager.default.copyItem(atPath: folder("p/c.jpg"), toPath: folder("p/\(name)"))
    }
    for name in ["readme.txt", "notes"] {
      try FileContents.write(Array("no picture".utf8), to: folder("p/" + name))
    }
    let outcome = try run(
      "apply", "p", "--mode", "none", "-o", "out", shell: "cd \(folder.path);")
    #expect(outcome.code == 0)
    #expect(
      outcome.errors == "normscope: skipped 2 files that are no pictures in the given folders\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder("out")).sorted()
    #expect(names == ["a.png", "b.png", "c.png", "d.png", "none.png"])
  }

  @Test func statsNamesTheColorProfileOfAPicture() throws {
    let folder = try ScratchFolder()
    // Tests/Reference/pictures.py.
    struct Reference: Decodable { let name: String, file: Data }
    let data = try Data(contentsOf: URL(fileURLWithPath: "Tests/Reference/pictures.json"))
    for reference in try JSONDecoder().decode([Reference].self, from: data) {
      guard ["png profile wide", "png 16 bits"].contains(reference.name) else { continue }
      try reference.file.write(to: URL(fileURLWithPath: folder(reference.name)))
    }
    let wide = try run("stats", folder("png profile wide"))
    #expect(wide.output.contains("\ncolor profile ‘wide’, converted to sRGB\n"), "\(wide)")
    let json = try run("stats", folder("png profile wide"), "--json").output
    let picture = #""picture":{"bitsPerChannel":8,"colorProfile":"wide","isConvertedToSRGB":true}"#
    #expect(json.contains(picture))
    let deep = try run("stats", folder("png 16 bits"), "--json")
    #expect(deep.output.contains(#""bitsPerChannel":16,"colorProfile":null"#))
    #expect(
      deep.errors.hasSuffix("png 16 bits’: 16 bits per channel are reduced to 8\n"), "\(deep)")
  }

  @Test func foldersWithoutPicturesSayWhatTheyHold() throws {
    let folder = try ScratchFolder()
    try FileContents.write([1, 2], to: folder("a.txt"))
    let outcome = try run("stats", folder.path)
    #expect(outcome.code == 2)
    #expect(outcome.errors.hasSuffix("’, only 1 file that is no picture\n"), "\(outcome)")
  }

  @Test func normalizeDoesNotOverwriteItsInputs() throws {
    let folder = try ScratchFolder()
    for (name, axes) in [("x.npy", [1, 2, 3, 4]), ("g.npy", [2])] {
      let x = Tensor<Float>(Shape(1, 1, 1, axes.reduce(1, *)))
      try FileContents.write(NumPyArray.float(x, axes: axes).bytes, to: folder(name))
      try FileManager.default.createSymbolicLink(
        atPath: folder("link-" + name), withDestinationPath: folder(name))
    }
    for output in ["x.npy", "./x.npy", "link-x.npy", "g.npy", "link-g.npy"] {
      let outcome = try run(
        "normalize", "--mode", "instance", "--input", "x.npy", "--gamma", "g.npy", "--output",
        output, shell: "cd \(folder.path);")
      #expect(outcome.code == 2 && outcome.errors.contains("is one of the inputs"), "\(outcome)")
    }
  }

  @Test func alphaIsRefusedInModesThatDoNotUseIt() throws {
    let outcome = try run("apply", "x.png", "--mode", "layer", "--alpha", "0.5", "-o", "y.png")
    #expect(outcome.code == 2 && outcome.errors.contains("--alpha has no effect with --mode layer"))
  }

  @Test func theExplorerWithoutATerminalIsAnError() throws {
    let outcome = try run()
    #expect(outcome.code == 2 && outcome.errors.contains("needs a terminal"), "\(outcome)")
  }

  @Test(arguments: ["--help", "help", "--version", "--generate-completion-script"])
  func helpVersionAndCompletionsArePrintedOnStandardOutput(_ option: String) throws {
    let arguments = option.hasPrefix("--gen") ? [option, "bash"] : [option]
    let outcome = try Outcome(of: Program.path, arguments)
    #expect(outcome.code == 0 && outcome.errors.isEmpty && !outcome.output.isEmpty, "\(outcome)")
  }

  @Test func negativeNumbersAreParsedAsOptionValues() throws {
    let folder = try ScratchFolder()
    let outcome = try run(
      "apply", Program.picture("content/red_panda.jpg"), "--mode", "instance", "--beta", "-0.5",
      "--gamma", "-0.2,0.1,.3", "--gamma-factor", "-1", "--beta-offset", "-1e-1", "-o",
      folder("out.png"))
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    #expect(try folder.names == ["out.png"])
  }

  @Test func failedWritesLeaveTheOldFileAndNoTemporaryFiles() throws {
    let folder = try ScratchFolder()
    try Data("old".utf8).write(to: URL(fileURLWithPath: folder("out.png")))
    // A file size limit interrupts the write, like a full disk.
    let outcome = try run(
      "apply", Program.picture("content/red_panda.jpg"), "--mode", "instance", "-o",
      folder("out.png"), shell: "ulimit -f 8; trap '' XFSZ;")
    #expect(outcome.code == 2 && outcome.errors.contains("out.png"), "\(outcome)")
    #expect(try folder.names == ["out.png"])
    #expect(try FileContents.read(folder("out.png")) == Array("old".utf8))
  }

  @Test func statsPrintsHistogramsAsJSON() throws {
    let outcome = try run("stats", "--json", Program.picture("content/red_panda.jpg"))
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let inputs = try #require((object as? [String: Any])?["inputs"] as? [[String: Any]])
    let planes = try #require(inputs.first?["planes"] as? [[String: Any]])
    let histogram = try #require(planes.first?["histogram"] as? [String: [Double]])
    #expect(planes.count == 3 && histogram["edges"]?.count == 65)
    #expect(histogram["counts"]?.count == 64)
  }

  @Test func nonFinitePoolsAreCountedOnStandardError() throws {
    let folder = try ScratchFolder()
    var tensor = Tensor<Float>(Shape(2, 2, 3, 3), repeating: 1)
    (tensor.elements[0], tensor.elements[20]) = (.nan, .infinity)
    try FileContents.write(NumPyArray.float(tensor, axes: [2, 2, 3, 3]).bytes, to: folder("x.npy"))
    let outcome = try run(
      "normalize", "--mode", "instance", "--input", folder("x.npy"), "--output", folder("y.npy"))
    #expect(outcome.code == 0 && outcome.errors.contains("2 pools have NaN or ±∞ (2 values)"))
    let style = try run(
      "normalize", "--mode", "adaptive", "--style", folder("x.npy"), "--input", folder("y.npy"),
      "--output", folder("z.npy"))
    #expect(style.errors.contains("style") && style.errors.contains("2 planes"), "\(style)")
  }
}
