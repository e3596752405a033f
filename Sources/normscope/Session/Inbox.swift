// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Synchronization

/// Messages from other threads, with a descriptor that becomes readable when one is there.
final class Inbox: Sendable {
  /// The end that the event loop polls.
  let descriptor: Int32
  private let wake: Int32
  private let messages = Mutex<[Message]>([])

  /// An empty inbox. - Throws: when the system has no descriptors left.
  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw UsageError("no pipe is to be had: \(String(cString: strerror(errno)))")
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (descriptor, wake) = (ends[0], ends[1])
  }

  /// Leaves a message.
  func put(_ message: Message) {
    messages.withLock { $0.append(message) }
    var byte: UInt8 = 1
    // A full pipe has woken the loop already.
    _ = write(wake, &byte, 1)
  }

  /// Takes all messages, oldest first.
  func take() -> [Message] {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(descriptor, &bytes, bytes.count) > 0 {}
    return messages.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
