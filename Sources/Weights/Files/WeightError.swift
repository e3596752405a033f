// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Why a file of weights was not taken. Bytes are counted from 0 in the file, or in what `entry`
/// names where that is packed.
public enum WeightError: Error, Equatable, Sendable {
  /// None of the formats that are read.
  case unknownFormat
  /// The file ends at a byte where something was expected.
  case cut(byte: Int, expected: String)
  /// Something else stands at a byte than was expected.
  case expected(byte: Int, String, found: String)
  /// More than a file of this size, or any, may ask for.
  case tooLarge(byte: Int, what: String, size: UInt64, most: UInt64)
  /// Part of the format that is not read, and what to do about it.
  case unsupported(byte: Int, what: String, advice: String)
  /// A pickle that asks for code: a function or class by name.
  case code(byte: Int, name: String)
  /// A pickle of a whole module rather than of its tensors.
  case module(byte: Int, name: String)
  /// A tensor with a value that is NaN, ±∞ or beyond what 32 bits hold.
  case notFinite(String)
  /// A name that stands twice.
  case twice(String)
  /// A file without any tensor.
  case empty
  /// A NumPy array inside that was not taken.
  case array(NumPyError)
  /// The error of what is packed in an entry of the file.
  indirect case entry(String, WeightError)
  /// Tensors that are not the network that was asked for.
  case layout(LayoutMismatch)
  /// A file that is not, byte for byte, the one that was asked for.
  case digest(expected: String, found: String)
}

extension WeightError: CustomStringConvertible {
  /// The reason, to follow the file's name.
  public var description: String {
    switch self {
    case .unknownFormat:
      "it is none of safetensors, a PyTorch checkpoint, .npz and ONNX (by its first bytes)"
    case .cut(let byte, let expected):
      "it ends at byte \(byte): expected \(expected.printable)"
    case .expected(let byte, let what, let found):
      "at byte \(byte): expected \(what.printable), found \(found.printable)"
    case .tooLarge(let byte, let what, let size, let most):
      "at byte \(byte) \(what.printable) of \(size) is asked for; \(most) is the most here"
    case .unsupported(let byte, let what, let advice):
      "at byte \(byte) there is \(what.printable), which is not read; \(advice.printable)"
    case .code(let byte, let name):
      "at byte \(byte) it asks for ‘\(Self.short(name))’; nothing of a file is ever run, only tensors "
        + "in plain dictionaries are read: save the model's state_dict() instead"
    case .module(let byte, let name):
      "at byte \(byte) it asks for ‘\(Self.short(name))’: a whole module was saved, which is code; "
        + "save its state_dict() instead: torch.save(model.state_dict(), path)"
    case .notFinite(let name):
      "its tensor ‘\(Self.short(name))’ has a value that is NaN or infinite in 32 bits"
    case .twice(let name): "the name ‘\(Self.short(name))’ stands twice in it"
    case .empty: "there is no tensor in it"
    case .array(let error): error.description
    case .entry(let name, let error): "in its part ‘\(Self.short(name))’: \(error)"
    case .layout(let mismatch): mismatch.description
    case .digest(let expected, let found):
      "its SHA-256 is \(found), not \(expected): it is damaged or another version"
    }
  }

  /// A name from a file, safe to print and short enough for a line.
  static func short(_ name: String) -> String {
    let start = name.unicodeScalars.prefix(80)
    return String(start).printable + (start.endIndex < name.endIndex ? "…" : "")
  }
}
