// SPDX-License-Identifier: MIT

import CNcurses
import Glibc

/// Descriptor for the signals of a terminal program (WINCH, CONT, TERM, INT, HUP, TSTP).
///
/// Create it before any thread: the signals are blocked, and threads inherit the mask. Handlers
/// that curses installs for some of them then never run.
public final class SignalPipe {
  /// Readable while a signal is pending.
  public let descriptor: Int32

  /// Blocks the signals and opens the descriptor.
  public init() throws(TerminalError) {
    descriptor = ns_signals_open()
    guard descriptor >= 0 else { throw .noSignals(code: errno) }
  }

  deinit { ns_signals_close(descriptor) }

  /// Returns the signals received since the last call, without waiting.
  public func read() -> [Int32] {
    var signals: [Int32] = []
    while case let signal = ns_signals_read(descriptor), signal != 0 { signals.append(signal) }
    return signals
  }
}
