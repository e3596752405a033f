// SPDX-License-Identifier: MIT

/// Why a text is no session that can be used.
public enum SessionError: Error, Equatable, CustomStringConvertible {
  /// It is not JSON, or not of the form of a session; why.
  case notASession(reason: String)
  /// A later version of the program has written it.
  case newer(version: Int)
  /// A value that cannot be: its name and what it is.
  case impossible(name: String, value: String)

  /// What is wrong, to follow the name of the file.
  public var description: String {
    switch self {
    case .notASession(let reason): "it is not a session of NormScope (\(reason))"
    case .newer(let version):
      "its version \(version) is newer than this NormScope’s \(Session.version)"
    case .impossible(let name, let value): "‘\(name)’ is \(value), which cannot be"
    }
  }
}
