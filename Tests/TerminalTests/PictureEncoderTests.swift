// SPDX-License-Identifier: MIT

import Explorer
import Pictures
import Testing

@testable import Terminal

/// Returns a picture that is black on the left and white on the right.
private func halves(side: Int = 64) -> Picture {
  let row = (0..<side).flatMap { x -> [UInt8] in
    let level: UInt8 = x < side / 2 ? 0 : 255
    return [level, level, level, 255]
  }
  return Picture(
    width: side, height: side, pixels: Array(repeatElement(row, count: side).joined()))
}

private func ramp(width: Int = 90, height: Int = 70, shift: Int = 0) -> Picture {
  let pixels = (0..<width * height).flatMap { index -> [UInt8] in
    let (y, x) = index.quotientAndRemainder(dividingBy: width)
    return [UInt8((x * 2 + shift) % 256), UInt8(y * 3 % 256), UInt8((x + y) % 256), 255]
  }
  return Picture(width: width, height: height, pixels: pixels)
}

private let sixel = GraphicsMode.sixel(cellWidth: 9, cellHeight: 17, registers: 256)

@Suite struct PictureEncoderTests {
  private let encoder = PictureEncoder(threads: 1)

  private func cells(
    _ picture: Picture, _ mode: GraphicsMode, _ quality: RasterQuality = .fine
  ) -> [Cell] {
    let raster = encoder.raster(picture, columns: 12, rows: 5, mode: mode, quality: quality)
    guard case .cells(let cells) = raster.payload else { return [] }
    return cells
  }

  private func bytes(_ raster: Raster) -> [UInt8] {
    guard case .graphics(.string(let bytes)) = raster.payload else { return [] }
    return bytes
  }

  @Test(arguments: [256, 16, 8, 0], [RasterQuality.coarse, .fine])
  func symbolsAndASCIIFillTheBox(colors: Int, quality: RasterQuality) {
    #expect(cells(ramp(), .symbols(colors: colors), quality).count == 60)
    #expect(cells(ramp(), .ascii(colors: colors), quality).count == 60)
  }

  @Test(arguments: [(256, UInt8(16), UInt8(231)), (16, 0, 15), (8, 0, 7)])
  func blackAndWhiteAreEncodedExactly(colors: Int, black: UInt8, white: UInt8) {
    for quality in [RasterQuality.coarse, .fine] {
      let cells = cells(halves(), .symbols(colors: colors), quality)
      // chafa's scaling blurs the edge between the halves, and dithering affects it.
      for (index, cell) in cells.enumerated() where !(4...7).contains(index % 12) {
        let color = index % 12 < 6 ? black : white
        #expect(cell == Cell(" ", .palette(foreground: nil, background: color)))
      }
    }
  }

  @Test func coarsePicturesUseOnlyHalfBlocks() {
    let glyphs = Set(cells(ramp(), .symbols(colors: 256), .coarse).map(\.glyph))
    #expect(glyphs.isSubset(of: [" ", "▀", "▄"]), "\(glyphs)")
  }

  @Test(arguments: [256, 16, 8]) func colorsAreInThePalette(colors: Int) {
    for cell in cells(ramp(), .symbols(colors: colors)) {
      guard case .palette(let foreground, let background) = cell.style else {
        Issue.record("\(cell) has no color")
        continue
      }
      #expect([foreground, background].allSatisfy { Int($0 ?? 0) < colors })
    }
  }

  @Test func monochromeASCIIUsesTheTextColor() {
    let cells = cells(ramp(), .ascii(colors: 0))
    #expect(cells.allSatisfy { $0.glyph.isASCII && $0.style == .role(.text) })
    #expect(Set(cells.map(\.glyph)).count > 3)
  }

  @Test func coloredASCIIUsesTheDefaultBackground() {
    for cell in cells(ramp(), .ascii(colors: 256)) {
      guard case .palette(_, background: nil) = cell.style, cell.glyph.isASCII else {
        Issue.record("\(cell)")
        continue
      }
    }
  }

  @Test func asciiCharactersAreDenserForLighterPixels() {
    let row = cells(halves(), .ascii(colors: 0)).prefix(12)
    #expect(row.first?.glyph == " " && row.last?.glyph == "@")
  }

  @Test func aLightBackgroundInvertsASCIIDensity() {
    let light = PictureEncoder(threads: 1, isLightBackground: true)
      .raster(halves(), columns: 12, rows: 5, mode: .ascii(colors: 0), quality: .fine)
    guard case .cells(let cells) = light.payload else { return }
    #expect(cells[0].glyph != " " && cells[11].glyph == " ")
    #expect(self.cells(halves(), .ascii(colors: 0))[0].glyph == " ")
  }

  @Test(arguments: [RasterQuality.coarse, .fine], [16, 256])
  func aSixelIsOneControlString(quality: RasterQuality, registers: Int) {
    let mode = GraphicsMode.sixel(cellWidth: 9, cellHeight: 17, registers: registers)
    let text = bytes(encoder.raster(ramp(), columns: 12, rows: 5, mode: mode, quality: quality))
    #expect(text.starts(with: Array("\u{1B}P".utf8)))
    #expect(text.suffix(2) == Array("\u{1B}\\".utf8)[...])
    #expect(text.filter { $0 == 0x1B }.count == 2)
  }

  @Test(arguments: 1...12) func aSixelIsNotLargerThanItsCells(rows: Int) {
    let raster = encoder.raster(ramp(), columns: 12, rows: rows, mode: sixel, quality: .coarse)
    let size = attributes(of: bytes(raster))
    #expect(size.width == 12 * 9)
    #expect(size.height <= rows * 17 && size.height > rows * 17 - 6 && size.height % 6 == 0)
  }

  @Test func sixelUsesAtMostTheAvailableRegisters() {
    let mode = GraphicsMode.sixel(cellWidth: 9, cellHeight: 17, registers: 16)
    let text = bytes(encoder.raster(ramp(), columns: 12, rows: 5, mode: mode, quality: .fine))
    let colors = text.split(separator: UInt8(ascii: "#")).dropFirst().compactMap {
      Int(String(decoding: $0.prefix { (48...57).contains($0) }, as: UTF8.self))
    }
    #expect((colors.max() ?? 99) < 16)
  }

  @Test func aLargeSixelIsReducedTo1000PixelsWithItsAspectRatio() {
    let mode = GraphicsMode.sixel(cellWidth: 10, cellHeight: 20, registers: 256)
    let raster = encoder.raster(ramp(), columns: 200, rows: 60, mode: mode, quality: .coarse)
    #expect((raster.columns, raster.rows) == (100, 30))
    #expect(attributes(of: bytes(raster)).width == 1000)
  }

  /// Parses width and height of the raster attributes, `"1;1;width;height`.
  private func attributes(of text: [UInt8]) -> (width: Int, height: Int) {
    let rest = text.drop { $0 != UInt8(ascii: "\"") }.dropFirst().prefix { $0 != UInt8(ascii: "#") }
    let numbers = String(decoding: rest, as: UTF8.self).split(separator: ";").compactMap { Int($0) }
    return numbers.count == 4 ? (numbers[2], numbers[3]) : (0, 0)
  }

  @Test(arguments: [
    GraphicsMode.symbols(colors: 256), .ascii(colors: 256), .truecolor, sixel,
    .kitty(cell: .standard), .iterm(cell: .standard),
  ])
  func theIdentityDependsOnThePicture(mode: GraphicsMode) {
    func raster(_ picture: Picture) -> Raster {
      encoder.raster(picture, columns: 12, rows: 5, mode: mode, quality: .fine)
    }
    #expect(raster(ramp()) == raster(ramp()))
    #expect(raster(ramp()).identity != raster(ramp(shift: 40)).identity)
  }

  @Test func atMostThePicturesResolutionIsSent() {
    func size(_ picture: Picture, _ quality: RasterQuality) -> [Int] {
      let raster = encoder.raster(
        picture, columns: 12, rows: 5, mode: .kitty(cell: CellSize(width: 9, height: 17)),
        quality: quality)
      guard case .graphics(.pixels(let pixels)) = raster.payload else { return [] }
      return [raster.columns, raster.rows, pixels.width, pixels.height]
    }
    #expect(size(ramp(width: 300, height: 200), .fine) == [12, 5, 108, 85])
    #expect(size(ramp(width: 300, height: 200), .coarse) == [12, 5, 54, 42])
    #expect(size(ramp(width: 20, height: 10), .fine) == [12, 5, 20, 10])
  }

  @Test func cellsDoNotDependOnTheNumberOfThreads() {
    let two = PictureEncoder(threads: 2)
    for quality in [RasterQuality.coarse, .fine] {
      let rasters = [encoder, two, two].map {
        $0.raster(ramp(), columns: 40, rows: 20, mode: .symbols(colors: 256), quality: quality)
      }
      #expect(rasters[0] == rasters[1] && rasters[1] == rasters[2])
    }
  }

  @Test func theBoxHasThePicturesAspectRatio() {
    func box(_ width: Int, _ height: Int, _ cell: CellSize = .standard) -> [Int] {
      let box = PictureEncoder.cells(
        forWidth: width, height: height, columns: 40, rows: 20, cell: cell)
      return [box.columns, box.rows]
    }
    #expect(box(512, 512) == [40, 20])
    #expect(box(1024, 512) == [40, 10])
    #expect(box(512, 1024) == [20, 20])
    #expect(box(512, 512, CellSize(width: 8, height: 8)) == [20, 20])
    #expect(box(10_000, 1) == [40, 1])
    #expect(box(1, 10_000) == [1, 20])
  }
}
