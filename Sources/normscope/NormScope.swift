// SPDX-License-Identifier: MIT

import ArgumentParser
import CProcessor

/// The program.
@main
struct NormScope: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "normscope", version: "0.1.0")
}
