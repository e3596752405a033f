// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Pictures
import Testing

@testable import Terminal

/// Returns stripes of one color each, eight pixels high.
private func stripes(_ colors: [[UInt8]], width: Int = 64) -> Picture {
  let pixels = colors.flatMap { color in
    (0..<width * 8).flatMap { _ -> [UInt8] in color + [255] }
  }
  return Picture(width: width, height: 8 * colors.count, pixels: pixels)
}

@Suite struct ColoredRowsTests {
  private let encoder = PictureEncoder(threads: 1)
  private let colors: [[UInt8]] = [[1, 2, 3], [250, 128, 7], [90, 91, 92], [0, 255, 0]]

  private func placement(
    _ colors: [[UInt8]], quality: RasterQuality = .fine, mode: GraphicsMode = .truecolor
  ) -> PicturePlacement {
    let raster = encoder.raster(
      stripes(colors), columns: 8, rows: colors.count, mode: mode, quality: quality)
    return PicturePlacement(
      rect: Rect(row: 4, column: 10, rows: colors.count, columns: 8), raster: raster)
  }

  private func rows(_ placement: PicturePlacement) -> [String] {
    guard case .graphics(.rows(let rows)) = placement.raster.payload else { return [] }
    return rows.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Returns a row without color sequences.
  private func glyphs(_ row: String) -> String {
    row.replacingOccurrences(of: "\u{1B}\\[[0-9;]*m", with: "", options: .regularExpression)
  }

  @Test(arguments: [RasterQuality.coarse, .fine])
  func aUniformRowHasItsExactColor(quality: RasterQuality) {
    let rows = rows(placement(colors, quality: quality))
    #expect(rows.count == 4)
    for (row, color) in zip(rows, colors) {
      #expect(row.contains(";2;\(color[0]);\(color[1]);\(color[2])m"), "\(row)")
      #expect(glyphs(row).unicodeScalars.count == 8)
    }
  }

  @Test func aColorIsSentOncePerRow() {
    let row = rows(placement(colors))[0]
    #expect(row.filter { $0 == "\u{1B}" }.count <= 2, "\(row)")
  }

  @Test func eachRowIsPositionedAtItsCell() {
    var layer = GraphicsLayer()
    let changes = layer.changes(for: [placement(colors)], rows: 24, columns: 80)
    let text = String(
      decoding: GraphicsStream.bytes(of: changes, isSynchronized: false), as: UTF8.self)
    for row in 5...8 { #expect(text.contains("\u{1B}[\(row);11H")) }
    #expect(text.hasPrefix("\u{1B}7\u{1B}[m") && text.hasSuffix("\u{1B}8"))
  }

  @Test func onlyChangedRowsAreSentAgain() throws {
    var layer = GraphicsLayer()
    _ = layer.changes(for: [placement(colors)], rows: 24, columns: 80)
    var changed = colors
    changed[2] = [200, 10, 20]
    let changes = layer.changes(for: [placement(changed)], rows: 24, columns: 80)
    let sent = rows(try #require(changes.placementsToSend.first))
    #expect(sent.map(\.isEmpty) == [true, true, false, true])
    let text = String(
      decoding: GraphicsStream.bytes(of: changes, isSynchronized: false), as: UTF8.self)
    #expect(text.contains("\u{1B}[7;11H") && !text.contains("\u{1B}[6;11H"))
    // The next comparison uses the complete picture, not the rows that were sent.
    let back = layer.changes(for: [placement(colors)], rows: 24, columns: 80)
    #expect(
      rows(try #require(back.placementsToSend.first)).map(\.isEmpty) == [true, true, false, true])
  }

  @Test func aPictureInRedrawnRowsIsSentCompletely() throws {
    var layer = GraphicsLayer()
    let neighbor = PicturePlacement(
      rect: Rect(row: 6, column: 40, rows: 4, columns: 8), raster: placement(colors).raster)
    _ = layer.changes(for: [placement(colors), neighbor], rows: 24, columns: 80)
    let changes = layer.changes(for: [placement(colors)], rows: 24, columns: 80)
    #expect(changes.rowsToRedraw == [6..<10])
    #expect(rows(try #require(changes.placementsToSend.first)).allSatisfy { !$0.isEmpty })
  }
}

@Suite struct InlinePictureTests {
  @Test func aPNGFileIsScaledToItsCells() throws {
    let picture = stripes([[9, 8, 7], [200, 100, 0]], width: 16)
    let raster = PictureEncoder().raster(
      picture, columns: 6, rows: 2, mode: .iterm(cell: CellSize(width: 8, height: 16)),
      quality: .fine)
    guard case .graphics(.string(let bytes)) = raster.payload else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    let colon = try #require(text.firstIndex(of: ":"))
    let file = try #require(
      Data(base64Encoded: String(text[text.index(after: colon)...].dropLast())))
    #expect(
      text[..<colon]
        == "\u{1B}]1337;File=inline=1;width=6;height=2;preserveAspectRatio=0;size=\(file.count)")
    #expect(text.last == "\u{7}")
    #expect(Array(file) == (try picture.encoded(as: .png)))
  }

  @Test func aRemovedInlineImageRedrawsItsRows() {
    var layer = GraphicsLayer()
    let raster = PictureEncoder().raster(
      stripes([[9, 8, 7]]), columns: 6, rows: 2, mode: .iterm(cell: .standard), quality: .coarse)
    let placement = PicturePlacement(
      rect: Rect(row: 3, column: 1, rows: 2, columns: 6), raster: raster)
    _ = layer.changes(for: [placement], rows: 24, columns: 80)
    #expect(layer.changes(for: [], rows: 24, columns: 80).rowsToRedraw == [3..<5])
  }
}
