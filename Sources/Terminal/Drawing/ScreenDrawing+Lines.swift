// SPDX-License-Identifier: MIT

extension ScreenDrawing {
  /// Lines from the middle of a cell to its edges, as rectangles that meet in the middle.
  func draw(_ lines: BoxLines, _ x: Double, _ y: Double, _ color: UInt32, _ opacity: Double)
    -> String
  {
    let (across, down) = (Double(width), Double(height))
    let (middle, centre) = ((across / 2).rounded(.down), (down / 2).rounded(.down))
    if lines.isArc { return arc(lines, x, y, color, opacity) }
    func bar(_ weight: BoxLines.Weight, _ make: (Double, Double) -> String) -> String {
      Self.strokes(weight).map { make($0.start, $0.size) }.joined()
    }
    let rectangle = { (left: Double, top: Double, width: Double, height: Double) in
      self.rectangle(x + left, y + top, width, height, color, opacity: opacity)
    }
    // The middle pixel belongs to all four, so that corners are closed.
    return bar(lines.left) { rectangle(0, centre + $0, middle + 1, $1) }
      + bar(lines.right) { rectangle(middle, centre + $0, across - middle, $1) }
      + bar(lines.up) { rectangle(middle + $0, 0, $1, centre + 1) }
      + bar(lines.down) { rectangle(middle + $0, centre, $1, down - centre) }
  }

  /// Where a line's strokes lie beside the middle, and how thick they are.
  private static func strokes(_ weight: BoxLines.Weight) -> [(start: Double, size: Double)] {
    switch weight {
    case .none: []
    case .light: [(0, 1)]
    case .heavy: [(-1, 3)]
    case .double: [(-1, 1), (1, 1)]
    }
  }

  /// A round corner, which joins two lines.
  private func arc(
    _ lines: BoxLines, _ x: Double, _ y: Double, _ color: UInt32, _ opacity: Double
  ) -> String {
    let (middle, centre) = (x + Double(width / 2) + 0.5, y + Double(height / 2) + 0.5)
    let side = lines.right == .none ? x : x + Double(width)
    let end = lines.down == .none ? y : y + Double(height)
    return """
      <path d="M\(side) \(centre)Q\(middle) \(centre) \(middle) \(end)" fill="none" \
      stroke="\(Self.hex(color))" stroke-opacity="\(opacity)" shape-rendering="auto"/>

      """
  }
}
