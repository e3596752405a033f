// SPDX-License-Identifier: MIT

import ArgumentParser
import CProcessor
import FileIO
import Foundation
import Networks

/// The program: reads the command line, runs one command, and exits with 0 or 2.
@main
struct NormScope: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normscope",
    abstract: "Explore feature normalization: BN, IN, CIN, AdaIN, LN and GN on real pictures.",
    discussion: """
      Every mode computes y = γ · (x − μ) / √(σ² + ε) + β. They differ in what μ and σ² are pooled \
      over and in where γ and β come from. Without a command the explorer opens.

      Examples:
        normscope                                  explore the pictures that come along
        normscope photo.jpg --style painting.jpg   explore your own
        normscope apply photo.jpg --style painting.jpg -o result.png
        normscope stats photo.jpg --json
        normscope show photo.jpg                   print a picture as colored text
        normscope normalize --mode instance --input x.npy --output y.npy
      """,
    version: "0.1.0",
    subcommands: [
      ExploreCommand.self, ApplyCommand.self, StatsCommand.self, ShowCommand.self,
      NormalizeCommand.self, NetworksCommand.self, EncodeCommand.self, DecodeCommand.self,
      TrainCommand.self, LearnCommand.self, EvaluateCommand.self, ExperimentCommand.self,
      BenchCommand.self,
    ],
    defaultSubcommand: ExploreCommand.self)

  static func main() {
    // Before any thread exists and the OpenMP runtime is loaded.
    NetworkThreads.limitSpinning()
    // A file over the limit of `ulimit -f` is an error with a sentence, not the end.
    signal(SIGXFSZ, SIG_IGN)
    do {
      try checkHelp(of: CommandLine.arguments.dropFirst())
      var command = try parseAsRoot()
      try command.run()
    } catch {
      leave(with: error)
    }
  }

  /// Refuses `help` of a command that there is not, for which the parser would show the program's own.
  private static func checkHelp(of arguments: ArraySlice<String>) throws {
    guard arguments.first == "help" else { return }
    var command: any ParsableCommand.Type = NormScope.self
    for name in arguments.dropFirst() where !name.hasPrefix("-") {
      let known = command.configuration.subcommands
      guard let next = known.first(where: { $0.configuration.commandName == name }) else {
        let names = known.compactMap { $0.configuration.commandName }.joined(separator: ", ")
        throw UsageError(
          "there is no command ‘\(name)’"
            + (names.isEmpty ? " here" : "; there are \(names)"))
      }
      command = next
    }
  }

  /// Prints help on stdout and errors on stderr. Every error exits with 2, wrong usage included.
  private static func leave(with error: any Error) -> Never {
    let isHelp = exitCode(for: error) == .success
    let text = isHelp ? fullMessage(for: error) : sentence(for: error)
    if !text.isEmpty {
      FileHandle(fileDescriptor: isHelp ? 1 : 2).write(Data((text + "\n").utf8))
    }
    Foundation.exit(isHelp ? 0 : 2)
  }

  /// One line that says what is wrong, and for wrong usage where to read on.
  private static func sentence(for error: any Error) -> String {
    let text = message(for: error).replacing(":\n  - ", with: ": ")
      .replacing("\n  - ", with: ", ").replacing(".\nPlease use", with: ": use")
      .replacing(":\n    ", with: ": ")
    guard !text.isEmpty else { return "" }
    let full = fullMessage(for: error)
    let help = full.firstMatch(of: /See '(normscope.*) --help'/).map { " (see \($0.1) --help)" }
    return "normscope: " + text.printable + (help ?? "")
  }
}
