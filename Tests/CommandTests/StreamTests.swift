// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import Pictures
import TestSupport
import Testing
import Weights

/// Standard streams and open descriptors as inputs and outputs.
@Suite struct StreamTests {
  private func run(_ arguments: String..., shell: String = "") throws -> Outcome {
    try Outcome(of: Program.path, arguments, shell: shell)
  }

  @Test(arguments: [
    ["--help"], ["--version"], ["apply", "--help"], ["--generate-completion-script", "bash"],
    ["stats", Program.picture("content/red_panda.jpg")], ["networks", "list"],
    ["show", Program.picture("content/red_panda.jpg"), "--size", "8x4"],
  ])
  func outputThatCannotBeWrittenIsAnErrorWithExitStatus2(_ arguments: [String]) throws {
    for stream in [">/dev/full", ">&-", "> >(exec true)"] {
      // The reader of the pipe ends before the program starts.
      let wait = stream.contains("true") ? "sleep 0.2;" : ""
      let outcome = try Outcome(
        of: Program.path, arguments, shell: "exec \(stream); \(wait)")
      #expect(outcome.code == 2, "\(stream) \(outcome)")
      #expect(
        outcome.errors.hasPrefix("normscope: cannot write ‘standard output’: "),
        "\(stream) \(outcome)")
      #expect(outcome.errors.count { $0 == "\n" } == 1, "\(stream) \(outcome)")
    }
  }

  @Test(arguments: [
    ["--foo"], ["stats", "/none/x.png"], ["stats", "/none/x.png", "/none/y.png"],
    ["apply", "/none/x.png", "/none/y.png", "--mode", "layer", "-o", "out"],
  ])
  func errorsThatCannotBePrintedHaveExitStatus2(_ arguments: [String]) throws {
    let folder = try ScratchFolder()
    for stream in ["2>/dev/full", "2>&-", "2> >(exec true)"] {
      let outcome = try Outcome(
        of: Program.path, arguments, shell: "cd \(folder.path); exec \(stream);")
      #expect(outcome.code == 2 && outcome.output.isEmpty, "\(stream) \(outcome)")
    }
  }

  /// A file that is opened later would get the number of a closed stream.
  @Test func closedStreamsAreNotWrittenIntoFiles() throws {
    let folder = try ScratchFolder()
    let picture = Program.picture("content/red_panda.jpg")
    let arguments = ["apply", picture, "--mode", "layer", "--size", "16", "-o", folder("out.png")]
    let outcome = try Outcome(of: Program.path, arguments, shell: "exec <&- >&- 2>&-;")
    #expect(outcome.code == 0)
    #expect(try PictureFile.read(folder("out.png")).picture.width == 16)
  }

  @Test(arguments: [["-"], ["explore", "-"], ["explore", "/dev/stdin"]])
  func theExplorerRefusesStandardInput(_ arguments: [String]) throws {
    let picture = Program.picture("content/red_panda.jpg")
    let outcome = try Outcome(of: Program.path, arguments, shell: "exec <\(picture);")
    #expect(outcome.code == 2 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.contains("the explorer reads keys from standard input"), "\(outcome)")
  }

  @Test(arguments: ["-", "/dev/stdout"]) func arraysAreWrittenToStandardOutput(_ path: String)
    throws
  {
    let folder = try ScratchFolder()
    let x = Tensor<Float>(Shape(1, 2, 3, 4), elements: (0..<24).map(Float.init))
    try FileContents.write(NumPyArray.float(x, axes: [1, 2, 3, 4]).bytes, to: folder("x.npy"))
    let line = "\(Program.path) normalize --mode instance --input x.npy --output"
    for command in ["\(line) y.npy", "\(line) \(path) >z.npy", "\(line) \(path) | cat >p.npy"] {
      let outcome = try Outcome(of: "/bin/bash", ["-c", command], shell: "cd \(folder.path);")
      #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    }
    let expected = try FileContents.read(folder("y.npy"))
    #expect(try FileContents.read(folder("z.npy")) == expected)
    #expect(try FileContents.read(folder("p.npy")) == expected)
    #expect(try folder.names == ["p.npy", "x.npy", "y.npy", "z.npy"])
  }

  @Test(arguments: [
    "apply - --mode none -o - <p.png >q.png", "apply - --mode none -o - <p.png | cat >q.png",
    "cat p.png | normscope apply - --mode none -o /dev/stdout >q.png",
    "cat p.png | normscope apply /dev/stdin --mode none -o q.png",
    "apply <(cat p.png) --mode none -o q.png",
    "apply p.png --mode adaptive --alpha 0 --style - -o - <p.png >q.png",
  ]) func picturesAreReadFromAndWrittenToStreams(_ command: String) throws {
    let folder = try ScratchFolder()
    let picture = Picture(width: 3, height: 2, pixels: Array(repeating: 255, count: 24))
    try picture.write(to: folder("p.png"))
    let line = command.hasPrefix("cat") ? command : "normscope " + command
    let outcome = try Outcome(
      of: "/bin/bash", ["-c", line.replacing("normscope", with: Program.path)],
      shell: "cd \(folder.path);")
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    #expect(try PictureFile.read(folder("q.png")).picture == picture)
    #expect(try folder.names == ["p.png", "q.png"])
  }

  @Test(arguments: [
    "apply - --mode none -o p.png <p.png", "apply /dev/fd/3 --mode none -o p.png 3<p.png",
    "normalize --mode instance --input - -o x.npy <x.npy",
  ]) func filesReadThroughADescriptorAreNotOverwritten(_ command: String) throws {
    let folder = try ScratchFolder()
    let picture = Picture(width: 3, height: 2, pixels: Array(repeating: 255, count: 24))
    try picture.write(to: folder("p.png"))
    let x = Tensor<Float>(Shape(1, 1, 1, 2), elements: [1, 2])
    try FileContents.write(NumPyArray.float(x, axes: [1, 1, 1, 2]).bytes, to: folder("x.npy"))
    let before = try (FileContents.read(folder("p.png")), FileContents.read(folder("x.npy")))
    let outcome = try Outcome(
      of: "/bin/bash", ["-c", "\(Program.path) \(command)"], shell: "cd \(folder.path);")
    #expect(outcome.code == 2 && outcome.errors.contains("is one of the inputs"), "\(outcome)")
    #expect(try FileContents.read(folder("p.png")) == before.0)
    #expect(try FileContents.read(folder("x.npy")) == before.1)
  }

  @Test func aPipeThatCannotBeCopiedIsNotReadFromItsMiddle() throws {
    let folder = try ScratchFolder()
    // The copy exceeds the file size limit of 8 KiB after the first bytes.
    let script =
      "(head -c 100000 /dev/zero; sleep 1; printf rest) | (ulimit -f 8; exec \(Program.path) stats -)"
    let outcome = try Outcome(of: "/bin/bash", ["-c", script], shell: "cd \(folder.path);")
    #expect(outcome.code == 2 && outcome.errors.contains("‘-’: File too large"), "\(outcome)")
  }

  @Test func aPipeThatDoesNotBlockIsReadToItsEnd() throws {
    let folder = try ScratchFolder()
    let picture = Picture(width: 3, height: 2, pixels: Array(repeating: 255, count: 24))
    try picture.write(to: folder("p.png"))
    let script = """
      import os, subprocess, sys, time
      r, w = os.pipe()
      os.set_blocking(r, False)
      child = subprocess.Popen([sys.argv[1], "stats", "-"], stdin=r)
      time.sleep(0.5)
      os.write(w, open("p.png", "rb").read())
      os.close(w)
      sys.exit(child.wait())
      """
    let outcome = try Outcome(
      of: "/usr/bin/python3", ["-c", script, Program.path], shell: "cd \(folder.path);")
    #expect(outcome.code == 0 && outcome.output.hasPrefix("-  1×3×2×3"), "\(outcome)")
  }

  @Test func standardOutputTakesTheGivenFormatAndOneResult() throws {
    let folder = try ScratchFolder()
    let picture = Picture(width: 3, height: 2, pixels: Array(repeating: 255, count: 24))
    for name in ["a.png", "b.png"] { try picture.write(to: folder(name)) }
    let line = "\(Program.path) apply a.png --mode none --format jpeg -o - >x"
    let jpeg = try Outcome(of: "/bin/bash", ["-c", line], shell: "cd \(folder.path);")
    #expect(jpeg.code == 0)
    #expect(try FileContents.read(folder("x")).starts(with: [0xFF, 0xD8]))
    let both = try run(
      "apply", "a.png", "b.png", "--mode", "none", "-o", "-", shell: "cd \(folder.path);")
    #expect(both.code == 2 && both.errors.contains("standard output takes one result"), "\(both)")
    let empty = try run("stats", "-")
    #expect(empty.code == 2 && empty.errors.contains("cannot read ‘-’"), "\(empty)")
  }
}
