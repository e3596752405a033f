// SPDX-License-Identifier: MIT

import Foundation

/// Identity, size, modification and status change time of a file: it differs once the file's
/// contents have changed. A program can set the modification time, but not the other one.
public struct FileStamp: Hashable, Sendable {
  private let device, number: UInt64
  private let size: Int
  private let modified, changed: Time

  private struct Time: Hashable {
    let seconds, nanoseconds: Int

    init(_ time: timespec) { (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec) }
  }

  /// The stamp of the file at a path, symbolic links followed; nil where there is none.
  public init?(_ path: String) {
    var status = stat()
    guard stat(path.pathCString, &status) == 0 else { return nil }
    (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino))
    size = Int(status.st_size)
    (modified, changed) = (Time(status.st_mtim), Time(status.st_ctim))
  }
}
