// SPDX-License-Identifier: MIT

import Foundation

extension String {
  /// The text in lines of at most `width` cells; later lines keep under the first word that
  /// follows a wide gap.
  func wrapped(to width: Int) -> [String] {
    guard Canvas.width(of: self) > width else { return [self] }
    let gap = range(of: "  ", options: .backwards)
    let indent = gap.map { distance(from: startIndex, to: $0.upperBound) } ?? 0
    let margin = String(repeating: " ", count: indent < width / 2 ? indent : 0)
    var lines = [String(prefix(margin.count))]
    for word in dropFirst(margin.count).split(separator: " ") {
      let last = lines[lines.count - 1]
      let isStart = lines.count == 1 ? last.count == margin.count : last == margin
      let joined = last + (isStart ? "" : " ") + word
      if Canvas.width(of: joined) <= width {
        lines[lines.count - 1] = joined
      } else {
        lines.append(margin + word)
      }
    }
    return lines
  }

  /// The text with blanks in words of more than `width` cells, as paths may be.
  func broken(to width: Int) -> String {
    guard Canvas.width(of: self) > width else { return self }
    return split(separator: " ", omittingEmptySubsequences: false).map { word in
      var (rest, pieces) = (word, [Substring]())
      while rest.count > width {
        pieces.append(rest.prefix(width))
        rest = rest.dropFirst(width)
      }
      return (pieces + [rest]).joined(separator: " ")
    }.joined(separator: " ")
  }
}
