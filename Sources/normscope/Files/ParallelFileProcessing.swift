// SPDX-License-Identifier: MIT

import Foundation
import Normalization

/// Processing of several files in parallel. A file that fails does not stop the others.
struct ParallelFileProcessing {
  let files: FileList
  let jobs: Int

  /// Result for one file, and warnings for the user.
  typealias Done<Value> = (value: Value, warnings: [String])

  /// Processes all files. Results and messages have the order of the files for every `jobs`.
  ///
  /// - Precondition: `work` processes each file independently of the others.
  /// - Throws: the error of a single file. Errors of several files are printed and counted.
  func run<Value>(_ work: (String) throws -> Done<Value>) throws -> FileResults<Value> {
    files.reportSkipped()
    if files.isOneFile, let path = files.paths.first {
      let done = try work(path)
      done.warnings.forEach(StandardError.report)
      return FileResults(values: [done.value], failed: 0)
    }
    let ledger = OrderedResultCollector<Value>(ProgressLine(total: files.paths.count))
    parallelFor(files.paths.count, threads: jobs) { index in
      let path = files.paths[index]
      ledger.begin(path)
      ledger.finish(index, Result { try work(path) })
    }
    return ledger.close()
  }
}

/// Results of several files.
struct FileResults<Value> {
  /// Results of the files that did not fail, in order.
  let values: [Value]
  /// Number of failed files. Their errors have been printed.
  let failed: Int

  /// Checks that all files succeeded. - Throws: `UsageError` with the counts if any failed.
  func check() throws {
    guard failed > 0 else { return }
    throw UsageError("\(failed) of \(failed + values.count) failed, \(values.count) done")
  }
}

/// Collects results from several threads, and prints their messages in the order of the files.
private final class OrderedResultCollector<Value>: @unchecked Sendable {
  // All properties are accessed under `lock`.
  private let lock = NSLock()
  private let progress: ProgressLine?
  private var waiting: [Int: Result<ParallelFileProcessing.Done<Value>, any Error>] = [:]
  private var next = 0
  private var values: [Value] = []
  private var failed = 0
  private var printedWarnings: Set<String> = []

  init(_ progress: ProgressLine?) { self.progress = progress }

  /// Records that a thread has started a file.
  func begin(_ path: String) {
    lock.withLock { progress?.begin(path) }
  }

  /// Records the result of a file.
  func finish(_ index: Int, _ result: Result<ParallelFileProcessing.Done<Value>, any Error>) {
    lock.withLock {
      waiting[index] = result
      progress?.finish()
      while let result = waiting.removeValue(forKey: next) {
        next += 1
        add(result)
      }
    }
  }

  /// Clears the progress line and returns the results.
  func close() -> FileResults<Value> {
    lock.withLock {
      progress?.clear()
      return FileResults(values: values, failed: failed)
    }
  }

  private func add(_ result: Result<ParallelFileProcessing.Done<Value>, any Error>) {
    switch result {
    case .success(let done):
      values.append(done.value)
      // Contents share warnings, for example about a truncated style.
      for warning in done.warnings where printedWarnings.insert(warning).inserted {
        printMessage(warning)
      }
    case .failure(let error):
      failed += 1
      printMessage("\(error)")
    }
  }

  private func printMessage(_ message: String) {
    progress?.clear()
    StandardError.report(message)
    progress?.draw()
  }
}
