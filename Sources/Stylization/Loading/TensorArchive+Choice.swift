// SPDX-License-Identifier: MIT

import FileIO
import Weights

extension TensorArchive {
  /// Returns the index of the tensor with a name; without a name, that of the only usable tensor.
  func index(of name: String?, minimumRank: Int) throws(TensorChoiceError) -> Int {
    if let name {
      guard let index = entries.firstIndex(where: { $0.name == name }) else {
        throw .unknown(name, entries)
      }
      return index
    }
    let usable = entries.indices.filter { entries[$0].isUsable(minimumRank: minimumRank) }
    guard let index = usable.first else { throw .noneUsable(entries) }
    guard usable.count == 1 else { throw .several(usable.map { entries[$0] }) }
    return index
  }
}

/// Reason why no tensor of a file is read.
enum TensorChoiceError: Error {
  /// No tensor has this name.
  case unknown(String, [TensorArchive.Entry])
  /// Several tensors are usable, and no name is given.
  case several([TensorArchive.Entry])
  /// No tensor is N × C × ….
  case noneUsable([TensorArchive.Entry])
  /// A name is given for a file whose only tensor has none.
  case unnamed(String)
  /// The values need more memory than there is.
  case memory(needed: Int, free: Int)
}

extension TensorChoiceError: CustomStringConvertible {
  /// The message without the file name.
  var description: String {
    switch self {
    case .unknown(let name, let entries):
      "it has no tensor ‘\(name.short)’; it has \(Self.list(entries))"
    case .several(let entries):
      "it has \(entries.count) tensors, choose one with --tensor NAME (of a style: save it as .npy): "
        + Self.list(entries)
    case .noneUsable(let entries):
      "no tensor has a supported type and shape, N×C×… without empty axes; it has "
        + Self.list(entries)
    case .unnamed(let name):
      "it contains one array without a name; omit --tensor \(name.short)"
    case .memory(let needed, let free):
      "its values need \(needed.gigabytes); \(free.gigabytes) are free"
    }
  }

  /// Longer lists end with the number of the others.
  private static let maximumListed = 8

  private static func list(_ entries: [TensorArchive.Entry]) -> String {
    let shown = entries.prefix(maximumListed).map { "‘\($0.name.short)’ \($0.text.printable)" }
    let rest = entries.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension String {
  /// A name from a file, escaped for printing and truncated to 60 characters.
  fileprivate var short: String {
    let start = unicodeScalars.prefix(60)
    return String(start).printable + (start.endIndex < endIndex ? "…" : "")
  }
}
