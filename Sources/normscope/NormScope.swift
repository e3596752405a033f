// SPDX-License-Identifier: MIT

import ArgumentParser
import CProcessor
import FileIO
import Foundation
import Networks

/// The program: parses the command line and runs one command. Exit status 0, or 2 after an error.
@main
struct NormScope: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normscope",
    abstract: "Explore feature normalization: BN, IN, CIN, AdaIN, LN and GN on real pictures.",
    discussion: """
      Every mode computes y = γ · (x − μ) / √(σ² + ε) + β. They differ in the values that μ and σ² \
      are computed over and in the source of γ and β. Without a command, the explorer opens. As the \
      name of an input or output file, - stands for standard input or output.

      Examples:
        normscope                                  explore the bundled pictures
        normscope photo.jpg --style painting.jpg   explore other pictures
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
    // Must precede the first thread and the OpenMP runtime.
    NetworkThreads.limitSpinning()
    StandardStreams.prepare()
    // A file over the limit of `ulimit -f` gives an error message instead of ending the program.
    signal(SIGXFSZ, SIG_IGN)
    do {
      let arguments = ProcessParameters.arguments
      try checkHelp(of: arguments[...])
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      leave(with: error)
    }
  }

  /// Refuses `help` of an unknown command, for which the parser would print the program's help.
  private static func checkHelp(of arguments: ArraySlice<String>) throws {
    guard arguments.first == "help" else { return try checkCommand(arguments) }
    var command: any ParsableCommand.Type = NormScope.self
    for name in arguments.dropFirst() where !name.hasPrefix("-") {
      let known = command.configuration.subcommands
      guard let next = known.first(where: { $0.configuration.commandName == name }) else {
        let names = known.compactMap { $0.configuration.commandName }.joined(separator: ", ")
        throw UsageError(
          "unknown command ‘\(name)’" + (names.isEmpty ? "" : "; available: \(names)"))
      }
      command = next
    }
  }

  /// Refuses a first argument that is neither a command nor a picture, which the parser would pass
  /// to `explore`.
  private static func checkCommand(_ arguments: ArraySlice<String>) throws {
    let commands = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let name = arguments.first, !name.isEmpty, !name.hasPrefix("-"),
      !commands.contains(name), FileKind(name) == .nothing,
      !name.contains(where: { "./*?[{".contains($0) })
    else { return }
    throw UsageError(
      "‘\(name)’ is neither a command nor an existing file; commands: "
        + commands.joined(separator: ", "))
  }

  /// Prints help on stdout or an error on stderr. The exit status of every error is 2, including
  /// wrong usage.
  private static func leave(with error: any Error) -> Never {
    let isHelp = exitCode(for: error) == .success
    let text = isHelp ? fullMessage(for: error) : line(for: error)
    guard isHelp else {
      if !text.isEmpty { StandardError.print(text) }
      Foundation.exit(2)
    }
    do { try StandardOutput.print(text) } catch {
      StandardError.report("\(error)")
      Foundation.exit(2)
    }
    Foundation.exit(0)
  }

  /// Returns a one-line message, with the command that prints help after wrong usage.
  private static func line(for error: any Error) -> String {
    let text = message(for: error).replacing(":\n  - ", with: ": ")
      .replacing("\n  - ", with: ", ").replacing(".\nPlease use", with: ": use")
      .replacing(":\n    ", with: ": ")
    guard !text.isEmpty else { return "" }
    let full = fullMessage(for: error)
    let help = full.firstMatch(of: /See '(normscope.*) --help'/).map { " (see \($0.1) --help)" }
    return "normscope: " + text.printable + (help ?? "")
  }
}
