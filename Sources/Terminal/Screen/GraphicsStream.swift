// SPDX-License-Identifier: MIT

import Explorer

/// The bytes that a terminal is sent for its pictures.
enum GraphicsStream {
  /// The most bytes of a kept picture in one control string, as kitty demands.
  static let chunk = 4096

  /// All that a plan wants in one string, with the cursor and its colors afterwards as before; empty
  /// if there is nothing to do.
  ///
  /// - Parameter isHeld: whether the terminal can hold the frame back until it is complete.
  static func bytes(of plan: GraphicsLayer.Plan, isHeld: Bool) -> [UInt8] {
    guard !plan.sent.isEmpty || !plan.deleted.isEmpty else { return [] }
    // What curses left on, bold or reverse, is no part of a picture.
    var result = Array(((isHeld ? "\u{1B}[?2026h" : "") + "\u{1B}7\u{1B}[m").utf8)
    result += deletion(of: plan.deleted)
    for placement in plan.sent { result += picture(placement) }
    return result + Array(("\u{1B}8" + (isHeld ? "\u{1B}[?2026l" : "")).utf8)
  }

  /// Makes the terminal forget pictures and their pixels.
  static func deletion(of numbers: [Int]) -> [UInt8] {
    numbers.flatMap { Array("\u{1B}_Ga=d,d=I,i=\($0),q=2\u{1B}\\".utf8) }
  }

  private static func picture(_ placement: PicturePlacement) -> [UInt8] {
    guard case .graphics(let graphics) = placement.raster.payload else { return [] }
    switch graphics {
    case .string(let bytes): return move(to: placement.rect) + bytes
    case .rows(let rows):
      return rows.indices.flatMap { index in
        rows[index].isEmpty ? [] : move(to: placement.rect, row: index) + rows[index]
      }
    case .pixels(let pixels):
      let number = placement.number ?? 0
      return move(to: placement.rect)
        + kept(pixels, over: placement.rect, "i=\(number),p=\(number),C=1")
    }
  }

  private static func move(to rect: Rect, row: Int = 0) -> [UInt8] {
    Array("\u{1B}[\(rect.row + row + 1);\(rect.column + 1)H".utf8)
  }

  /// A picture by kitty's protocol: stretched over its cells, no answer wanted.
  fileprivate static func kept(
    _ pixels: PackedPixels, over rect: Rect, _ keys: String
  ) -> [UInt8] {
    var control =
      "a=T,f=24,t=d,o=z,s=\(pixels.width),v=\(pixels.height),"
      + "c=\(rect.columns),r=\(rect.rows),\(keys),z=0,q=2"
    var result: [UInt8] = []
    for start in stride(from: 0, to: pixels.base64.count, by: chunk) {
      let end = min(start + chunk, pixels.base64.count)
      let more = end < pixels.base64.count ? 1 : 0
      result += Array("\u{1B}_G\(control),m=\(more);".utf8)
      result += pixels.base64[start..<end]
      result += Array("\u{1B}\\".utf8)
      control = "q=2"
    }
    return result
  }
}

extension Raster {
  /// The bytes that print graphics where the cursor is and leave it below; nil for cells.
  public var printedGraphics: [UInt8]? {
    guard case .graphics(let graphics) = payload else { return nil }
    let end = [UInt8(ascii: "\n")]
    switch graphics {
    case .string(let bytes): return bytes + end
    case .rows(let rows): return rows.flatMap { $0 + Array("\u{1B}[m\n".utf8) }
    case .pixels(let pixels):
      let rect = Rect(row: 0, column: 0, rows: rows, columns: columns)
      return GraphicsStream.kept(pixels, over: rect, "C=0") + end
    }
  }
}
