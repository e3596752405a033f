// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Synchronization

/// Queue of messages from other threads, with a file descriptor that is readable while messages are
/// waiting.
final class Inbox: Sendable {
  /// Read end of the pipe, which the event loop polls.
  let descriptor: Int32
  private let wake: Int32
  private let messages = Mutex<[Message]>([])

  /// Creates an empty inbox. - Throws: `UsageError` if no file descriptors are available.
  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw UsageError("cannot create a pipe: \(String(cString: strerror(errno)))")
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (descriptor, wake) = (ends[0], ends[1])
  }

  /// Adds a message.
  func put(_ message: Message) {
    messages.withLock { $0.append(message) }
    var byte: UInt8 = 1
    // If the pipe is full, the loop has been woken already.
    _ = write(wake, &byte, 1)
  }

  /// Removes and returns all messages, oldest first.
  func take() -> [Message] {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(descriptor, &bytes, bytes.count) > 0 {}
    return messages.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
