// SPDX-License-Identifier: MIT

import Foundation

/// A recorded screen: a text file beside the tests.
struct Snapshot {
  let name: String

  /// Where the recorded screens are.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Screens")

  private var file: URL { Self.folder.appendingPathComponent(name + ".txt") }

  /// What is wrong with a screen, or nil where it is as recorded; one never recorded is recorded.
  func problem(with text: String) throws -> String? {
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
      try (text + "\n").write(to: file, atomically: true, encoding: .utf8)
      return "\(name) was not recorded yet; it is now: look at Screens/\(name).txt and run again"
    }
    return expected == text + "\n" ? nil : difference(expected, text + "\n")
  }

  /// The first lines that differ, and how the new screen is accepted.
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
      \(name) is not as recorded; rows that differ: \(rows.count), of which the first are
      \(shown.joined(separator: "\n"))
      If the new screen is right, delete Screens/\(name).txt and run the tests again, twice.
      """
  }

  private func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
