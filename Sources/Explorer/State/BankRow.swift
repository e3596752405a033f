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
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    let name = stem.map { "_-".contains($0) ? " " : $0 }
    self.init(name: String(name), path: path, isOwn: isOwn)
  }
}
