// SPDX-License-Identifier: MIT

import Foundation
import Synchronization

/// A terminal that nobody looks at: what is written to it is read at once and counted.
final class PseudoTerminal: Sendable {
  private let master: Int32
  private let slave: Int32
  private let bytes = Mutex(0)

  /// A terminal of so many cells. - Throws: when the system has none left.
  init(rows: Int, columns: Int) throws {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else {
      throw UsageError("no terminal is to be had: \(String(cString: strerror(errno)))")
    }
    (self.master, self.slave) = (master, slave)
    startReading()
  }

  deinit {
    close(slave)
    close(master)
  }

  /// The bytes that were read so far.
  var count: Int { bytes.withLock { $0 } }

  /// Types on its keyboard.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// Makes it standard input and output while `body` runs.
  func asStandard<Result>(_ body: () throws -> Result) rethrows -> Result {
    fflush(nil)
    let before = [STDIN_FILENO, STDOUT_FILENO].map { fcntl($0, F_DUPFD_CLOEXEC, 3) }
    dup2(slave, STDIN_FILENO)
    dup2(slave, STDOUT_FILENO)
    defer {
      for (descriptor, old) in zip([STDIN_FILENO, STDOUT_FILENO], before) {
        dup2(old, descriptor)
        close(old)
      }
    }
    return try body()
  }

  /// The thread keeps the master alone alive; it ends with the program.
  private func startReading() {
    let thread = Thread { [self] in
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(master, &chunk, chunk.count), count > 0 {
        bytes.withLock { $0 += count }
      }
    }
    thread.start()
  }
}
