// SPDX-License-Identifier: MIT

import Foundation

/// Snapshot of a screen: a text file.
struct Snapshot {
  let name: String

  /// Folder of the snapshots.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Screens")

  private var file: URL { Self.folder.appendingPathComponent(name + ".txt") }

  /// Compares a screen with its snapshot and returns the difference; nil if they are equal. A
  /// missing snapshot is recorded.
  func problem(with text: String) throws -> String? {
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
      try (text + "\n").write(to: file, atomically: true, encoding: .utf8)
      return "\(name) had no snapshot; inspect the new Screens/\(name).txt and run the tests again"
    }
    return expected == text + "\n" ? nil : difference(expected, text + "\n")
  }

  /// The first lines that differ, and how to accept the new screen.
  private func difference(_ expected: String, _ actual: String) -> String {
    let (old, new) = (lines(expected), lines(actual))
    let rows = (0..<max(old.count, new.count)).filter { row in
      row >= old.count || row >= new.count || old[row] != new[row]
    }
    let shown = rows.prefix(4).map { row in
      let (was, now) = (row < old.count ? old[row] : "", row < new.count ? new[row] : "")
      return "  row \(row) expected |\(was)|\n  row \(row) actual   |\(now)|"
    }
    return """
      \(name) differs from its snapshot in \(rows.count) rows. The first are:
      \(shown.joined(separator: "\n"))
      If the new screen is correct, delete Screens/\(name).txt and run the tests twice.
      """
  }

  private func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
