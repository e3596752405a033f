// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization

/// The line that says how far a run over many files is.
struct ProgressText {
  var done = 0
  let total: Int
  /// The file that was begun last.
  var path = ""
  var elapsed = Duration.zero

  private static let barWidth = 20

  init(total: Int) { self.total = total }

  /// The line in at most `columns` columns; the name is what gives way.
  func line(columns: Int) -> String {
    let count = String(repeating: " ", count: "\(total)".count - "\(done)".count) + "\(done)"
    let filled = total > 0 ? done * Self.barWidth / total : 0
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: "-", count: Self.barWidth - filled)
    let start = "\(count)/\(total) [\(bar)]" + (remaining.map { " \($0) left" } ?? "") + " "
    guard start.count <= columns else { return String("\(count)/\(total)".prefix(columns)) }
    return start + Self.cut(name, columns: columns - start.count)
  }

  private var name: String { (path.split(separator: "/").last.map(String.init) ?? "").printable }

  /// Hours, minutes and seconds that the rest takes if it goes on as before; nil before the first.
  private var remaining: String? {
    guard done > 0, done < total else { return nil }
    let seconds = Int((elapsed / .seconds(1) * Double(total - done) / Double(done)).rounded(.up))
    return ClockText.text(seconds: seconds)
  }

  /// Beyond Latin every character counts as two columns: too short a line is harmless, too long a
  /// one would wrap and leave a trace with every redrawing.
  private static func cut(_ text: String, columns: Int) -> String {
    var (result, used) = ("", 0)
    for character in text {
      used += character.unicodeScalars.reduce(0) { $0 + ($1.value < 0x300 ? 1 : 2) }
      guard used <= columns else { return result }
      result.append(character)
    }
    return result
  }
}
