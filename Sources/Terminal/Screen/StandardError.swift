// SPDX-License-Identifier: MIT

import CNcurses
import Glibc

/// Keeps what is written to standard error (by GLib, or Swift's runtime) off the screen, for later.
struct StandardError {
  /// The descriptor of the real standard error, or -1 where it could not be set aside.
  let real: Int32
  /// The descriptor of the file in memory that takes its place, or -1.
  let log: Int32

  /// Sets standard error aside.
  init() {
    let log = ns_memory_file()
    let real = log < 0 ? -1 : fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    if log >= 0, real < 0 { close(log) }
    (self.real, self.log) = real < 0 ? (-1, -1) : (real, log)
    if real >= 0 { dup2(log, STDERR_FILENO) }
  }

  /// Puts standard error back and prints what was written meanwhile.
  func giveBack() {
    guard real >= 0 else { return }
    dup2(real, STDERR_FILENO)
    lseek(log, 0, SEEK_SET)
    var chunk = [UInt8](repeating: 0, count: 4096)
    while case let count = read(log, &chunk, chunk.count), count > 0 {
      Descriptor(STDERR_FILENO).write(Array(chunk[..<count]))
    }
    close(real)
    close(log)
  }
}
