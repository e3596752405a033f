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
  /// Name of the entry that the cursor moves to when the folder has been read.
  public var selectedName: String?
  /// The preview that was received last; it may be of another file.
  public var preview: FilePreview?

  /// A chooser whose folder is still to be read.
  public init(purpose: Purpose, selectedName: String? = nil) {
    (self.purpose, self.selectedName) = (purpose, selectedName)
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
  public var selectedFile: String? {
    guard let listing, let entry, !entry.isFolder else { return nil }
    return listing.path(of: entry)
  }

  /// Takes in a folder and puts the cursor where it belongs.
  public mutating func show(_ new: FolderListing) {
    (listing, filter, isFiltering) = (new, "", false)
    cursor = new.entries.firstIndex { $0.name == selectedName } ?? 0
    selectedName = nil
  }
}

/// What is in a folder, as far as the file chooser shows it.
public struct FolderListing: Equatable, Sendable {
  /// One line of the chooser.
  public struct Entry: Equatable, Sendable {
    /// The name inside the folder.
    public let name: String
    /// Whether it is a folder itself.
    public let isFolder: Bool

    /// A line.
    public init(name: String, isFolder: Bool) {
      (self.name, self.isFolder) = (name, isFolder)
    }
  }

  /// The folder's absolute path.
  public let folder: String
  /// Folders first, then pictures, each in order of name; the parent is ‘..’.
  public let entries: [Entry]
  /// Why the folder could not be read, in a sentence.
  public let problem: String?

  /// A listing.
  public init(folder: String, entries: [Entry], problem: String? = nil) {
    (self.folder, self.entries, self.problem) = (folder, entries, problem)
  }

  /// The path of an entry.
  public func path(of entry: Entry) -> String {
    folder.hasSuffix("/") ? folder + entry.name : folder + "/" + entry.name
  }
}

/// The chooser's preview of one file.
public struct FilePreview: Equatable, Sendable {
  /// The file.
  public let path: String
  /// The picture; nil where it cannot be read.
  public let raster: Raster?
  /// Its size, or why it cannot be read.
  public let caption: String

  /// A preview.
  public init(path: String, raster: Raster?, caption: String) {
    (self.path, self.raster, self.caption) = (path, raster, caption)
  }
}
