// SPDX-License-Identifier: MIT

import Dispatch
import Foundation
import Synchronization

/// Whether the person, or the system, wants the program to end: Ctrl-C, a hangup, SIGTERM.
final class StopSignal {
  private let sources: [any DispatchSourceSignal]
  private let flag = Asked()

  /// A flag that threads share.
  private final class Asked: Sendable {
    let value = Atomic(false)
  }

  /// From now on the signals only set a flag, and a reader of what is said may go.
  init() {
    signal(SIGPIPE, SIG_IGN)
    sources = [SIGINT, SIGTERM, SIGHUP].compactMap { [flag] number in
      let before = unsafeBitCast(signal(number, SIG_IGN), to: Int.self)
      // Behind `nohup` a terminal that goes ends nothing.
      if number == SIGHUP, before == unsafeBitCast(SIG_IGN, to: Int.self) { return nil }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { flag.value.store(true, ordering: .relaxed) }
      source.activate()
      return source
    }
  }

  /// Whether one came.
  var isSet: Bool { flag.value.load(ordering: .relaxed) }
}
