// SPDX-License-Identifier: MIT

import Glibc
import SystemPackage

/// Terminal input and output.
extension FileDescriptor {
  /// Writes all bytes, in one call if possible. Stops at the first error, because a terminal that
  /// is gone cannot be written to.
  func send(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        do {
          rest = rest.dropFirst(try write(UnsafeRawBufferPointer(rebasing: rest)))
        } catch Errno.resourceTemporarilyUnavailable {
          _ = wait(for: POLLOUT, milliseconds: 1000)
        } catch {
          return
        }
      }
    }
  }

  /// Sends queries to a terminal in raw mode and reads until the final reply or the timeout.
  func query(_ queries: String, timeout: Duration) -> ProbeReply {
    let deadline = ContinuousClock.now + timeout
    var bytes: [UInt8] = []
    send(Array(queries.utf8))
    while !ProbeReply(bytes).isComplete, bytes.count < 4096, waitForInput(until: deadline) {
      var chunk = [UInt8](repeating: 0, count: 512)
      let count = chunk.withUnsafeMutableBytes { (try? read(into: $0)) ?? 0 }
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return ProbeReply(bytes)
  }

  /// Waits for input. Returns false at the deadline.
  private func waitForInput(until deadline: ContinuousClock.Instant) -> Bool {
    while true {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      guard left > 0 else { return false }
      let count = wait(for: POLLIN, milliseconds: Int32(left.rounded(.up)))
      if count >= 0 || errno != EINTR { return count > 0 }
    }
  }

  private func wait(for event: Int32, milliseconds: Int32) -> Int32 {
    var request = pollfd(fd: rawValue, events: Int16(event), revents: 0)
    return poll(&request, 1, milliseconds)
  }
}
