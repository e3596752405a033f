// SPDX-License-Identifier: MIT

import Glibc

/// An open file of the system, for the few calls that need one.
struct Descriptor {
  private let number: Int32

  /// A descriptor that someone else closes.
  init(_ number: Int32) { self.number = number }

  /// Writes all bytes, in one call where the system takes them; gives up when the other end is gone.
  func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = Glibc.write(number, part.baseAddress, part.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          wait(for: POLLOUT, milliseconds: 1000)
        } else if errno != EINTR {
          return
        }
      }
    }
  }

  /// Sends questions to a terminal in raw mode, and reads until the last one is answered or time is up.
  func ask(_ questions: String, for time: Duration) -> ProbeReply {
    let deadline = ContinuousClock.now + time
    var bytes: [UInt8] = []
    write(Array(questions.utf8))
    while !ProbeReply(bytes).isComplete, bytes.count < 4096, waitForInput(until: deadline) {
      var chunk = [UInt8](repeating: 0, count: 512)
      let count = read(number, &chunk, chunk.count)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return ProbeReply(bytes)
  }

  /// Waits until there is something to read; false when the deadline came first.
  func waitForInput(until deadline: ContinuousClock.Instant) -> Bool {
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    return left > 0 && wait(for: POLLIN, milliseconds: Int32(left.rounded(.up)))
  }

  @discardableResult
  private func wait(for event: Int32, milliseconds: Int32) -> Bool {
    var request = pollfd(fd: number, events: Int16(event), revents: 0)
    return poll(&request, 1, milliseconds) > 0
  }
}
