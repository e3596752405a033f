// SPDX-License-Identifier: MIT

import Dispatch
import Foundation
import Synchronization

/// Whether the program was asked to stop, by Ctrl-C (SIGINT), a hangup (SIGHUP) or SIGTERM.
final class StopSignal {
  private let sources: [any DispatchSourceSignal]
  private let flag = Flag()

  /// A flag that is shared with the signal handlers' thread.
  private final class Flag: Sendable {
    let value = Atomic(false)
  }

  /// Installs the handlers. The signals only set the flag from now on.
  init() {
    sources = [SIGINT, SIGTERM, SIGHUP].compactMap { [flag] number in
      let previous = unsafeBitCast(signal(number, SIG_IGN), to: Int.self)
      // Under `nohup` SIGHUP is ignored already and must stay ignored.
      if number == SIGHUP, previous == unsafeBitCast(SIG_IGN, to: Int.self) { return nil }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { flag.value.store(true, ordering: .relaxed) }
      source.activate()
      return source
    }
  }

  /// Whether a signal has arrived.
  var isSet: Bool { flag.value.load(ordering: .relaxed) }
}
