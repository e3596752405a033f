// SPDX-License-Identifier: MIT

import CNcurses
import Foundation

/// Restores the terminal when the program crashes. `Screen` installs it while it is open.
public enum CrashHandler {
  /// Starts a thread in which the crash handler also works after a stack overflow.
  ///
  /// Every long-lived thread of the program is started here: a handler runs on the stack of the
  /// thread that crashed unless that thread has a separate signal stack.
  public static func startThread(stackSize: Int = 8 << 20, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread {
      crash_handler_enter_thread()
      body()
    }
    thread.stackSize = stackSize
    thread.start()
  }
}
