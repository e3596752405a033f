// SPDX-License-Identifier: MIT

import Foundation

/// Takes what threads have done as it comes, and passes it on in the files' order.
final class RunLedger<Value>: @unchecked Sendable {
  // All of it is read and written under `lock`.
  private let lock = NSLock()
  private let progress: ProgressLine?
  private var waiting: [Int: Result<FileRun.Done<Value>, any Error>] = [:]
  private var next = 0
  private var values: [Value] = []
  private var failed = 0
  private var said: Set<String> = []

  init(_ progress: ProgressLine?) { self.progress = progress }

  /// Says that a file is being worked at.
  func begin(_ path: String) {
    lock.withLock { progress?.begin(path) }
  }

  /// Takes what came of a file.
  func finish(_ index: Int, _ result: Result<FileRun.Done<Value>, any Error>) {
    lock.withLock {
      waiting[index] = result
      progress?.finish()
      while let result = waiting.removeValue(forKey: next) {
        next += 1
        pass(result)
      }
    }
  }

  /// Ends the progress and gives what was collected.
  func close() -> RunResult<Value> {
    lock.withLock {
      progress?.clear()
      return RunResult(values: values, failed: failed)
    }
  }

  private func pass(_ result: Result<FileRun.Done<Value>, any Error>) {
    switch result {
    case .success(let done):
      values.append(done.value)
      // A style that ends early is said once and not with every content.
      for warning in done.warnings where said.insert(warning).inserted { say(warning) }
    case .failure(let error):
      failed += 1
      say("\(error)")
    }
  }

  private func say(_ sentence: String) {
    progress?.clear()
    StandardError.print("normscope: \(sentence)")
    progress?.draw()
  }
}
