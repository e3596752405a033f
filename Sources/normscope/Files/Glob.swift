// SPDX-License-Identifier: MIT

import Foundation

/// Patterns as the shell has them, for those that reach us in quotes.
enum Glob {
  /// Whether an argument has a character that a shell would expand.
  static func isPattern(_ argument: String) -> Bool {
    argument.utf8.contains { "*?[{".utf8.contains($0) }
  }

  /// The paths that a pattern matches, sorted alike in every locale; none where nothing does.
  static func matches(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, GLOB_BRACE, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }.sorted()
  }
}
