// SPDX-License-Identifier: MIT

import ArgumentParser
import Normalization

/// What the commands over many files have in common.
struct FileOptions: ParsableArguments {
  @Flag(help: "Look into the folders of folders too.")
  var recursive = false
  @Option(help: ArgumentHelp("Files worked at in parallel, at most.", valueName: "N"))
  var jobs = defaultThreads

  func validate() throws { try OptionCheck.jobs(jobs) }
}
