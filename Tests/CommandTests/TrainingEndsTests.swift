// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import TestSupport
import Testing
import Training

/// Trainings that are killed, interrupted, or run out of disk: what there is on it is whole.
@Suite(.serialized) struct TrainingEndsTests {
  private let home: TrainingHome
  private static let files = ["t.checkpoint", "t.json", "t.safetensors"]

  init() throws { home = try TrainingHome() }

  /// The steps of the checkpoint, which must be whole.
  private var steps: Int {
    get throws { try TrainingFiles.state(checkpoint: home("t.checkpoint")).step }
  }

  private func begin() throws {
    let outcome = try home.run(TrainingHome.transfer("--steps 2"))
    #expect(outcome.code == 0, "\(outcome)")
    #expect(try steps == 2)
  }

  /// Runs a training without an end up to its first step, then the shell's commands; $! is the training.
  private func interrupted(_ commands: String) throws -> Outcome {
    let words = TrainingHome.transfer("--from t.checkpoint --steps 1000000")
    let start = "set -m; \(Program.path) \(words) 2>log & until [ -s log ]; do sleep 0.05; done;"
    return try Outcome(
      of: "/bin/true", [], shell: "\(home.shell) rm -f log; \(start) \(commands); cat log >&2;")
  }

  @Test func controlCSavesAndSaysHowToGoOn() throws {
    try begin()
    let outcome = try interrupted("kill -INT $!; wait $!; echo $?")
    #expect(outcome.output == "0\n", "\(outcome)")
    #expect(outcome.errors.contains("this goes on: normscope train transfer"), "\(outcome)")
    #expect(try steps > 2)
    #expect(try home.names().filter { $0.contains("t.") } == Self.files)
  }

  @Test func aKilledTrainingLeavesTheLastCheckpointWhole() throws {
    try begin()
    var random = SplitMix(seed: 11)
    for _ in 0..<3 {
      let before = try steps
      // The interruption has all saved, and the kill comes at any moment of that.
      let pause = Double(random.next() % 400) / 1000
      _ = try interrupted("kill -INT $!; sleep \(pause); kill -9 $!; wait $!")
      #expect(try steps >= before)
      let outcome = try home.run("networks info \(home("t.safetensors"))")
      #expect(outcome.code == 0, "\(outcome)")
    }
  }

  @Test func aFullDiskLeavesTheFilesAsTheyWereAndIsSaid() throws {
    try begin()
    let words = TrainingHome.transfer("--from t.checkpoint --steps 4")
    let outcome = try home.run(words, shell: "trap '' XFSZ; ulimit -f 64;")
    #expect(outcome.code == 2, "\(outcome)")
    #expect(outcome.errors.contains("what was learned last is not saved"), "\(outcome)")
    #expect(outcome.errors.contains("t.checkpoint"), "\(outcome)")
    #expect(try steps == 2)
    #expect(try home.names().filter { $0.contains("t.") || $0.hasPrefix(".") } == Self.files)
  }

  /// A terminal that is closed after the first line that is drawn on it.
  @Test func aTerminalThatGoesLosesNothing() throws {
    try begin()
    let script = """
      import os, pty, signal, sys
      signal.signal(signal.SIGHUP, signal.SIG_DFL)
      child, terminal = pty.fork()
      if child == 0: os.execvpe(sys.argv[1], sys.argv[1:], dict(os.environ, TERM='xterm'))
      seen = b''
      while b'steps/s' not in seen: seen += os.read(terminal, 4096)
      os.close(terminal)
      print(os.waitpid(child, 0)[1])
      """
    let words = TrainingHome.transfer("--from t.checkpoint --steps 1000000").split(separator: " ")
    let outcome = try Outcome(
      of: "python3", ["-c", script, Program.path] + words.map(String.init), shell: home.shell)
    #expect(outcome.output == "0\n", "\(outcome)")
    #expect(try steps > 2)
  }

  @Test func aReaderThatGoesLosesNothing() throws {
    try begin()
    let words = TrainingHome.transfer("--from t.checkpoint --steps 4")
    let outcome = try Outcome(
      of: "/bin/true", [], shell: "\(home.shell) \(Program.path) \(words) 2>&1 | true;")
    #expect(try steps == 4, "\(outcome)")
  }
}
