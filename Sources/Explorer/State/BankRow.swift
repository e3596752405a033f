// SPDX-License-Identifier: MIT

/// A style of the bank: a picture under a name, whose deviation and mean are a row γ, β of CIN.
public struct BankRow: Equatable, Hashable, Sendable, Codable {
  /// The name that people see.
  public var name: String
  /// The picture.
  public var path: String
  /// Whether the user added it; the others come along with the program.
  public var isOwn: Bool

  /// A row.
  public init(name: String, path: String, isOwn: Bool) {
    (self.name, self.path, self.isOwn) = (name, path, isOwn)
  }

  /// A row named by its file: "van gogh cafe terrace 1888".
  public init(path: String, isOwn: Bool) {
    self.init(name: "", path: path, isOwn: isOwn)
    name = Self.spaced(stem)
  }

  /// The name of the picture's file without folders and ending, which networks name their styles by.
  var stem: String { Self.stem(of: path) }

  /// The name of a picture's file without folders and ending.
  public static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
  }

  /// A file's name for people: "van gogh cafe terrace 1888".
  static func spaced(_ name: String) -> String {
    String(name.map { "_-".contains($0) ? " " : $0 })
  }
}
