// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import TestSupport
import Testing
import Training

/// Trainings that are killed, interrupted or run out of disk space leave complete files.
@Suite(.serialized) struct TrainingInterruptionTests {
  private let home: TrainingHome
  private static let files = ["t.checkpoint", "t.json", "t.safetensors"]

  init() throws { home = try TrainingHome() }

  /// Number of steps in the checkpoint, which must be readable.
  private var steps: Int {
    get throws { try TrainingFiles.state(checkpoint: home("t.checkpoint")).step }
  }

  private func trainTwoSteps() throws {
    let outcome = try home.run(TrainingHome.transfer("--steps 2"))
    #expect(outcome.code == 0, "\(outcome)")
    #expect(try steps == 2)
  }

  /// Starts a long training, waits for its first step and runs shell commands; $! is its process.
  private func interrupted(_ commands: String) throws -> Outcome {
    let arguments = TrainingHome.transfer("--from t.checkpoint --steps 1000000")
    let start =
      "set -m; \(Program.path) \(arguments) 2>log & until [ -s log ]; do sleep 0.05; done;"
    return try Outcome(
      of: "/bin/true", [], shell: "\(home.shell) rm -f log; \(start) \(commands); cat log >&2;")
  }

  @Test func controlCSavesAndPrintsTheResumeCommand() throws {
    try trainTwoSteps()
    let outcome = try interrupted("kill -INT $!; wait $!; echo $?")
    #expect(outcome.output == "0\n", "\(outcome)")
    #expect(outcome.errors.contains("resume with: normscope train transfer"), "\(outcome)")
    #expect(try steps > 2)
    #expect(try home.names().filter { $0.contains("t.") } == Self.files)
  }

  @Test func killedTrainingsLeaveACompleteCheckpoint() throws {
    try trainTwoSteps()
    var random = SplitMix(seed: 11)
    for _ in 0..<3 {
      let before = try steps
      // SIGINT starts a save, and SIGKILL arrives at a random moment during it.
      let pause = Double(random.next() % 400) / 1000
      _ = try interrupted("kill -INT $!; sleep \(pause); kill -9 $!; wait $!")
      #expect(try steps >= before)
      let outcome = try home.run("networks info \(home("t.safetensors"))")
      #expect(outcome.code == 0, "\(outcome)")
    }
  }

  @Test func fullDisksLeaveThePreviousFilesAndAreReported() throws {
    try trainTwoSteps()
    let arguments = TrainingHome.transfer("--from t.checkpoint --steps 4")
    let outcome = try home.run(arguments, shell: "trap '' XFSZ; ulimit -f 64;")
    #expect(outcome.code == 2, "\(outcome)")
    #expect(outcome.errors.contains("the last steps are not saved"), "\(outcome)")
    #expect(outcome.errors.contains("t.checkpoint"), "\(outcome)")
    #expect(try steps == 2)
    #expect(try home.names().filter { $0.contains("t.") || $0.hasPrefix(".") } == Self.files)
  }

  /// The terminal is closed after the first progress line.
  @Test func closedTerminalsLoseNothing() throws {
    try trainTwoSteps()
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
    let arguments = TrainingHome.transfer("--from t.checkpoint --steps 1000000").split(
      separator: " ")
    let outcome = try Outcome(
      of: "python3", ["-c", script, Program.path] + arguments.map(String.init), shell: home.shell)
    #expect(outcome.output == "0\n", "\(outcome)")
    #expect(try steps > 2)
  }

  @Test func closedPipesLoseNothing() throws {
    try trainTwoSteps()
    let arguments = TrainingHome.transfer("--from t.checkpoint --steps 4")
    let outcome = try Outcome(
      of: "/bin/true", [], shell: "\(home.shell) \(Program.path) \(arguments) 2>&1 | true;")
    #expect(try steps == 4, "\(outcome)")
  }
}
