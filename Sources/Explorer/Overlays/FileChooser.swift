// SPDX-License-Identifier: MIT

import Foundation

/// File chooser: a folder, a cursor, and the purpose of the chosen file.
public struct FileChooser: Equatable, Sendable {
  /// What the chosen file becomes.
  public enum Purpose: Equatable, Sendable {
    /// Content.
    case content
    /// Style at an index of the mixture.
    case style(Int)
    /// Additional style of the mixture.
    case newStyle
    /// Pictures of the style bank.
    case bank
    /// Pictures of the batch.
    case batch
    /// Picture whose style a network learns.
    case styleToLearn
  }

  /// What the chosen file becomes.
  public let purpose: Purpose
  /// Contents of the folder; nil until it has been read.
  public var listing: FolderListing?
  /// Paths of the marked files, in any folder.
  public var marked: [String] = []
  /// Index of the entry under the cursor.
  public var cursor = 0
  /// Filter: names must contain this text.
  public var filter = ""
  /// Whether the filter is being typed.
  public var isFiltering = false
  /// Name of the entry that the cursor moves to when the folder has been read.
  public var selectedName: String?
  /// Preview received last; it may belong to another file.
  public var preview: FilePreview?

  /// Creates a chooser whose folder has not been read yet.
  public init(purpose: Purpose, selectedName: String? = nil) {
    (self.purpose, self.selectedName) = (purpose, selectedName)
  }

  /// Whether several files can be marked and added together.
  public var takesSeveral: Bool { purpose == .batch || purpose == .bank }

  /// Entries that match the filter, and the parent folder.
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

  /// Path of the file under the cursor; nil for a folder.
  public var selectedFile: String? {
    guard let listing, let entry, !entry.isFolder else { return nil }
    return listing.path(of: entry)
  }

  /// Shows a folder and moves the cursor to `selectedName` or the first entry.
  public mutating func show(_ new: FolderListing) {
    (listing, filter, isFiltering) = (new, "", false)
    cursor = new.entries.firstIndex { $0.name == selectedName } ?? 0
    selectedName = nil
  }
}

/// Contents of a folder as the file chooser shows them.
public struct FolderListing: Equatable, Sendable {
  /// Entry of a folder.
  public struct Entry: Equatable, Sendable {
    /// What a file contains.
    public enum Contents: Equatable, Sendable {
      /// Picture.
      case picture
      /// One tensor without a name.
      case tensor
      /// Tensors with names.
      case tensors
    }

    /// Name within the folder.
    public let name: String
    /// Whether it is a folder.
    public let isFolder: Bool
    /// What a file contains.
    public let contents: Contents

    /// Creates an entry.
    public init(name: String, isFolder: Bool, contents: Contents = .picture) {
      (self.name, self.isFolder, self.contents) = (name, isFolder, contents)
    }
  }

  /// Absolute path of the folder.
  public let folder: String
  /// Folders, then pictures, each sorted by name; the parent folder is ‘..’.
  public let entries: [Entry]
  /// Number of files that are neither pictures nor tensors.
  public let skipped: Int
  /// Why the folder could not be read.
  public let problem: String?

  /// Creates a listing.
  public init(folder: String, entries: [Entry], skipped: Int = 0, problem: String? = nil) {
    (self.folder, self.entries, self.skipped) = (folder, entries, skipped)
    self.problem = problem
  }

  /// Returns the path of an entry.
  public func path(of entry: Entry) -> String {
    folder.hasSuffix("/") ? folder + entry.name : folder + "/" + entry.name
  }
}

/// Preview of a file in the chooser.
public struct FilePreview: Equatable, Sendable {
  /// Path of the file.
  public let path: String
  /// The picture; nil if it cannot be read.
  public let raster: Raster?
  /// Size of the picture, or why it cannot be read.
  public let caption: String

  /// Creates a preview.
  public init(path: String, raster: Raster?, caption: String) {
    (self.path, self.raster, self.caption) = (path, raster, caption)
  }
}
