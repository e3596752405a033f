// SPDX-License-Identifier: MIT

import Explorer

/// Control sequences for pictures.
enum GraphicsStream {
  /// Maximum payload of one control string in the kitty protocol, in bytes.
  static let chunkSize = 4096

  /// Returns all changes in one string, which preserves the cursor and its attributes; empty if
  /// there are none.
  ///
  /// - Parameter isSynchronized: whether to use synchronized output.
  static func bytes(of changes: GraphicsChanges, isSynchronized: Bool) -> [UInt8] {
    guard !changes.placementsToSend.isEmpty || !changes.imageIDsToDelete.isEmpty else { return [] }
    // Attributes that curses left on, such as bold, must not affect pictures.
    var result = Array(((isSynchronized ? "\u{1B}[?2026h" : "") + "\u{1B}7\u{1B}[m").utf8)
    result += deletion(of: changes.imageIDsToDelete)
    for placement in changes.placementsToSend { result += picture(placement) }
    return result + Array(("\u{1B}8" + (isSynchronized ? "\u{1B}[?2026l" : "")).utf8)
  }

  /// Returns the sequences that delete kitty pictures and their pixels.
  static func deletion(of imageIDs: [Int]) -> [UInt8] {
    imageIDs.flatMap { Array("\u{1B}_Ga=d,d=I,i=\($0),q=2\u{1B}\\".utf8) }
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
      let id = placement.imageID ?? 0
      return move(to: placement.rect)
        + kittyPicture(pixels, over: placement.rect, "i=\(id),p=\(id),C=1")
    }
  }

  private static func move(to rect: Rect, row: Int = 0) -> [UInt8] {
    Array("\u{1B}[\(rect.row + row + 1);\(rect.column + 1)H".utf8)
  }

  /// Returns a picture of the kitty protocol, scaled to its cells, without a reply.
  fileprivate static func kittyPicture(
    _ pixels: PackedPixels, over rect: Rect, _ keys: String
  ) -> [UInt8] {
    var control =
      "a=T,f=24,t=d,o=z,s=\(pixels.width),v=\(pixels.height),"
      + "c=\(rect.columns),r=\(rect.rows),\(keys),z=0,q=2"
    var result: [UInt8] = []
    for start in stride(from: 0, to: pixels.base64.count, by: chunkSize) {
      let end = min(start + chunkSize, pixels.base64.count)
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
  /// Sequences that print the graphics at the cursor and move it below; nil for cells.
  public var printedGraphics: [UInt8]? {
    guard case .graphics(let graphics) = payload else { return nil }
    let end = [UInt8(ascii: "\n")]
    switch graphics {
    case .string(let bytes): return bytes + end
    case .rows(let rows): return rows.flatMap { $0 + Array("\u{1B}[m\n".utf8) }
    case .pixels(let pixels):
      let rect = Rect(row: 0, column: 0, rows: rows, columns: columns)
      return GraphicsStream.kittyPicture(pixels, over: rect, "C=0") + end
    }
  }
}
