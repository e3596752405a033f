// SPDX-License-Identifier: MIT

import SystemPackage

/// Kind of file that a path leads to, symbolic links followed.
public enum FileKind {
  /// A directory, any other file, or nothing.
  case folder, file, nothing

  /// Looks up the kind of a path; `nothing` if the system cannot access it.
  public init(_ path: String) {
    guard let status = try? Stat(path.pathCString) else {
      self = .nothing
      return
    }
    self = status.type == .directory ? .folder : .file
  }
}

/// Identity of the file that a path leads to: equal for two spellings of the same file.
public enum FileIdentity: Hashable {
  /// An existing file.
  case file(device: UInt64, number: UInt64)
  /// A path without a file, as bytes: Swift considers two Unicode spellings of é equal, the system
  /// does not.
  case missing([UInt8])

  /// Looks up the identity of the file at a path, symbolic links followed.
  public init(_ path: String) {
    if let status = Self.status(path) {
      self = .file(
        device: UInt64(status.deviceID.rawValue), number: UInt64(status.inode.rawValue))
    } else {
      self = .missing(path.pathBytes)
    }
  }

  /// The status of the file at a path, or of the file that an open descriptor reads.
  private static func status(_ path: String) -> Stat? {
    if let number = StreamInput.descriptor(path) {
      return try? Stat(FileDescriptor(rawValue: number))
    }
    return try? Stat(path.pathCString)
  }
}
