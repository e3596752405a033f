// SPDX-License-Identifier: MIT

import Normalization

/// The same work for many files, several at a time. It goes on past a file that fails.
struct FileRun {
  let files: FileList
  let jobs: Int

  /// What the work gives for one file, and what the person should know of it.
  typealias Done<Value> = (value: Value, warnings: [String])

  /// Does the work; what it gives, and what is printed, comes in the files' order for any `jobs`.
  ///
  /// - Precondition: the work for two files writes nothing in common, and what it gives for one
  ///   depends on no other.
  /// - Throws: the error of a file that was named alone. Those of many are printed and counted.
  func run<Value>(_ work: (String) throws -> Done<Value>) throws -> RunResult<Value> {
    if files.isOneFile, let path = files.paths.first {
      let done = try work(path)
      done.warnings.forEach { StandardError.print("normscope: \($0)") }
      return RunResult(values: [done.value], failed: 0)
    }
    let ledger = RunLedger<Value>(ProgressLine(total: files.paths.count))
    parallel(files.paths.count, threads: jobs) { index in
      let path = files.paths[index]
      ledger.begin(path)
      ledger.finish(index, Result { try work(path) })
    }
    return ledger.close()
  }
}
