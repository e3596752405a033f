// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Error in the contents of a weight file.
///
/// Byte offsets are counted from the start of the file, or of the decompressed entry named by
/// `entry`.
public enum WeightError: Error, Equatable, Sendable {
  /// The first bytes match no supported format.
  case unknownFormat
  /// The file is of a kind that is no weight file.
  case foreign(ForeignFile)
  /// The file ends at `byte` before the expected item.
  case truncated(byte: Int, expected: String)
  /// The bytes at `byte` are not the expected item.
  case expected(byte: Int, String, found: String)
  /// A size or count in the file exceeds a limit.
  case tooLarge(byte: Int, what: String, size: UInt64, limit: UInt64)
  /// A feature of the format that is not supported, and what to do instead.
  case unsupported(byte: Int, what: String, advice: String)
  /// A pickle references a function or class that is not in `PickleGlobal`.
  case forbiddenName(byte: Int, name: String)
  /// A pickle contains a `torch.nn` module instead of its tensors.
  case pickledModule(byte: Int, name: String)
  /// A tensor contains NaN, ±∞, or a value outside the range of float32.
  case notFinite(String)
  /// A name occurs more than once.
  case duplicateName(String)
  /// The file contains no tensors.
  case empty
  /// Error in a NumPy array of an archive.
  case array(NumPyError)
  /// Error in a compressed entry of an archive.
  indirect case entry(String, WeightError)
  /// The only tensors are those of an optimizer.
  case onlyOptimizerState
  /// The file contains several networks of the requested kind, under these prefixes.
  case severalNetworks([String])
  /// The tensors do not match the requested network.
  case layout(CheckpointMismatch)
  /// The SHA-256 of the file is not the pinned one.
  case digest(expected: String, found: String)
}

extension WeightError: CustomStringConvertible {
  /// The message without the file name.
  public var description: String {
    switch self {
    case .unknownFormat:
      "unknown format; supported are safetensors, PyTorch checkpoints, .npz and ONNX"
    case .foreign(let kind): kind.description
    case .truncated(let byte, let expected):
      "file is truncated at byte \(byte): expected \(expected.printable)"
    case .expected(let byte, let what, let found):
      "at byte \(byte): expected \(what.printable), found \(found.printable)"
    case .tooLarge(let byte, let what, let size, let limit):
      "at byte \(byte): \(what.printable) is \(size), the limit is \(limit)"
    case .unsupported(let byte, let what, let advice):
      "at byte \(byte): \(what.printable) is not supported; \(advice.printable)"
    case .forbiddenName(let byte, let name):
      "at byte \(byte): the pickle references ‘\(Self.short(name))’; only tensors in plain "
        + "dictionaries are read and no code is executed: save the model's state_dict() instead"
    case .pickledModule(let byte, let name):
      "at byte \(byte): the pickle references ‘\(Self.short(name))’: it contains a module, "
        + "which is code; save the tensors alone: torch.save(model.state_dict(), path)"
    case .notFinite(let name):
      "tensor ‘\(Self.short(name))’ contains a value that is NaN or infinite in float32"
    case .duplicateName(let name): "the name ‘\(Self.short(name))’ occurs more than once"
    case .empty: "the file contains no tensors"
    case .array(let error): error.description
    case .entry(let name, let error): "in entry ‘\(Self.short(name))’: \(error)"
    case .onlyOptimizerState:
      "the file contains only the state of an optimizer, no network; save the model's state_dict()"
    case .severalNetworks(let prefixes):
      "the file contains \(prefixes.count) networks of this kind, under "
        + "\(Self.list(prefixes.map(Self.place))); save one of them in a file of its own"
    case .layout(let mismatch): mismatch.description
    case .digest(let expected, let found):
      "its SHA-256 is \(found), expected \(expected): it is damaged or a different version"
    }
  }

  /// Returns a name from a file, escaped for printing and truncated to 80 scalars.
  static func short(_ name: String) -> String {
    let start = name.unicodeScalars.prefix(80)
    return String(start).printable + (start.endIndex < name.endIndex ? "…" : "")
  }

  /// Returns the first names of a list, and the number of the others.
  static func list(_ names: [String], limit: Int = 6) -> String {
    let shown = names.prefix(limit).map(short).joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }

  private static func place(_ prefix: String) -> String {
    prefix.isEmpty ? "no prefix" : "‘\(prefix)’"
  }
}

/// Error of reading or writing a weight file, with the path.
public enum WeightFileError: Error, Equatable, Sendable {
  /// The file could not be read or written.
  case file(FileError)
  /// The contents are not usable weights.
  case weights(path: String, WeightError)
}

extension WeightFileError: CustomStringConvertible {
  /// The message, safe to print.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .weights(let path, let error): "cannot use ‘\(path.printable)’: \(error)"
    }
  }
}
