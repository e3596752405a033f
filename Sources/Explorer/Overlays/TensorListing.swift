// SPDX-License-Identifier: MIT

import FileIO
import Settings

/// Tensors of a file, one of which becomes the content or a style.
public struct TensorListing: Equatable, Sendable {
  /// Tensor of the file.
  public struct Entry: Equatable, Sendable {
    /// Name.
    public let name: String
    /// Shape and element type: "64×3×7×7 float32".
    public let text: String

    /// Creates an entry.
    public init(name: String, text: String) { (self.name, self.text) = (name, text) }
  }

  /// Path of the file.
  public let path: String
  /// What the chosen tensor becomes.
  public let purpose: FileChooser.Purpose
  /// Tensors that can be used, in file order.
  public let entries: [Entry]

  /// Creates a listing.
  public init(path: String, purpose: FileChooser.Purpose, entries: [Entry]) {
    (self.path, self.purpose, self.entries) = (path, purpose, entries)
  }
}

extension ExplorerState {
  /// Opens the command palette with the tensors of a file. A file with one tensor is used
  /// immediately; so is one without, whose frame then reports the error.
  mutating func receive(_ listing: TensorListing) -> [Effect] {
    guard overlay == nil else { return [] }
    guard listing.entries.count > 1 else {
      use(.tensor(path: listing.path, index: 0), for: listing.purpose)
      return recompute()
    }
    tensors = listing
    overlay = .palette("tensor: ", cursor: 0)
    return []
  }

  /// Uses a tensor of the file that was opened last.
  mutating func useTensor(_ index: Int) -> [Effect] {
    guard let tensors, tensors.entries.indices ~= index else { return [] }
    let before = settings
    use(
      .tensor(path: tensors.path, name: tensors.entries[index].name, index: 0),
      for: tensors.purpose)
    return settings == before ? [] : recompute()
  }

  /// Commands for each tensor of the file that was opened last.
  var tensorCommands: [Command] {
    (tensors?.entries ?? []).enumerated().map { index, entry in
      Command(
        name: "tensor: \(entry.name.printable) · \(entry.text.printable)", keys: "",
        action: .tensor(index))
    }
  }
}
