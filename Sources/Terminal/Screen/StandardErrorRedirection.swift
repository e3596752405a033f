// SPDX-License-Identifier: MIT

import CNcurses
import Glibc
import SystemPackage

/// Redirection of standard error to memory while the screen is open. GLib and the Swift runtime may
/// write to it, which would damage the screen.
struct StandardErrorRedirection {
  /// Duplicate of the original standard error; nil if the redirection failed.
  let original: FileDescriptor?
  /// Memory file that receives the output; nil if the redirection failed.
  let log: FileDescriptor?

  /// Redirects standard error, if the system permits.
  init() {
    (original, log) = Self.redirect() ?? (nil, nil)
  }

  private static func redirect() -> (FileDescriptor, FileDescriptor)? {
    let file = ns_memory_file()
    guard file >= 0 else { return nil }
    let log = FileDescriptor(rawValue: file)
    let copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0, (try? log.duplicate(as: .standardError)) != nil else {
      try? log.close()
      return nil
    }
    return (FileDescriptor(rawValue: copy), log)
  }

  /// Installs the crash handler for the terminal on standard output. It also restores standard
  /// error.
  func installCrashHandler() {
    crash_handler_install(STDOUT_FILENO, original?.rawValue ?? -1, log?.rawValue ?? -1)
  }

  /// Restores standard error and prints the redirected output.
  func restore() {
    guard let original, let log else { return }
    _ = try? original.duplicate(as: .standardError)
    _ = try? log.seek(offset: 0, from: .start)
    var chunk = [UInt8](repeating: 0, count: 4096)
    while case let count = chunk.withUnsafeMutableBytes({ (try? log.read(into: $0)) ?? 0 }),
      count > 0
    {
      FileDescriptor.standardError.send(Array(chunk[..<count]))
    }
    try? original.close()
    try? log.close()
  }
}
