// SPDX-License-Identifier: MIT

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
