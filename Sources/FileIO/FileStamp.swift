// SPDX-License-Identifier: MIT

import Foundation

/// Identity, size and modification time of a file: it differs once the file's contents have
/// changed.
public struct FileStamp: Hashable, Sendable {
  private let device, number: UInt64
  private let size, seconds, nanoseconds: Int

  /// The stamp of the file at a path, symbolic links followed; nil where there is none.
  public init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino))
    size = Int(status.st_size)
    (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
  }
}
