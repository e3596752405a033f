// SPDX-License-Identifier: MIT

import Foundation

/// The file chooser: a folder, a cursor, and what the chosen file is for.
public struct FileChooser: Equatable, Sendable {
  /// What the chosen file becomes.
  public enum Purpose: Equatable, Sendable {
    /// The content.
    case content
    /// The style at an index.
    case style(Int)
    /// One more style.
    case newStyle
    /// Rows of the style bank.
    case bank
    /// Pictures of the batch.
    case batch
    /// A style that the network is taught.
    case job
  }

  /// What the chosen file becomes.
  public let purpose: Purpose
  /// The folder; nil until it has been read.
  public var listing: FolderListing?
  /// The files that were marked, in any folder.
  public var marked: [String] = []
  /// The line under the cursor.
  public var cursor = 0
  /// What the names must have in them.
  public var filter = ""
  /// Whether the filter is being typed.
  public var isFiltering = false
  /// The name to put the cursor on when the folder has been read.
  public var wanted: String?

  /// A chooser whose folder is still to be read.
  public init(purpose: Purpose, wanted: String? = nil) {
    (self.purpose, self.wanted) = (purpose, wanted)
  }

  /// Whether several files can be marked and taken together.
  public var takesSeveral: Bool { purpose == .batch || purpose == .bank }

  /// The lines: what the filter lets through, and the way up.
  public var entries: [FolderListing.Entry] {
    guard let listing, !filter.isEmpty else { return listing?.entries ?? [] }
    return listing.entries.filter {
      $0.name == ".." || $0.name.localizedCaseInsensitiveContains(filter)
    }
  }

  /// The entry under the cursor.
  public var entry: FolderListing.Entry? {
    let entries = entries
    return entries.indices ~= cursor ? entries[cursor] : nil
  }

  /// The picture under the cursor.
  public var candidate: String? {
    guard let listing, let entry, !entry.isFolder else { return nil }
    return listing.path(of: entry)
  }

  /// Takes in a folder and puts the cursor where it belongs.
  public mutating func show(_ new: FolderListing) {
    (listing, filter, isFiltering) = (new, "", false)
    cursor = new.entries.firstIndex { $0.name == wanted } ?? 0
    wanted = nil
  }
}
