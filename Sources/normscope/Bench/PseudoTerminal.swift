// SPDX-License-Identifier: MIT

import Foundation
import Synchronization
import SystemPackage
import Terminal

/// Pseudo-terminal whose output is read and counted immediately.
final class PseudoTerminal: Sendable {
  /// Counter of the output. The reader thread owns it and the controlling end, but not the
  /// terminal.
  private final class Output: Sendable {
    let bytes = Mutex(0)
  }

  private let controller: FileDescriptor
  private let terminal: FileDescriptor
  private let output = Output()

  /// Opens a pseudo-terminal with a size in cells.
  init(rows: Int, columns: Int) throws {
    var (controller, terminal): (Int32, Int32) = (-1, -1)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&controller, &terminal, nil, nil, &size) == 0 else {
      throw UsageError("cannot open a pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    (self.controller, self.terminal) = (
      FileDescriptor(rawValue: controller), FileDescriptor(rawValue: terminal)
    )
    Self.startReading(self.controller, output)
  }

  /// Closes the terminal. The reader's next read then fails, so that its thread ends.
  deinit { try? terminal.close() }

  /// The controlling end and the terminal.
  var descriptors: [Int32] { [controller.rawValue, terminal.rawValue] }

  /// Number of bytes read so far.
  var count: Int { output.bytes.withLock { $0 } }

  /// Types on the keyboard.
  func type(_ keys: String) throws { try controller.writeAll(keys.utf8) }

  /// Makes the terminal standard input and output while `body` runs.
  func asStandard<Result>(_ body: () throws -> Result) throws -> Result {
    fflush(nil)
    let standard = [FileDescriptor.standardInput, .standardOutput]
    let saved = try standard.map { try $0.duplicate() }
    defer {
      for (descriptor, old) in zip(standard, saved) {
        _ = try? old.duplicate(as: descriptor)
        try? old.close()
      }
    }
    for descriptor in standard { _ = try terminal.duplicate(as: descriptor) }
    return try body()
  }

  private static func startReading(_ controller: FileDescriptor, _ output: Output) {
    CrashHandler.startThread {
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while let count = chunk.withUnsafeMutableBytes({ try? controller.read(into: $0) }), count > 0
      {
        output.bytes.withLock { $0 += count }
      }
      try? controller.close()
    }
  }
}
