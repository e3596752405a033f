// SPDX-License-Identifier: MIT

import CZlib
import Explorer
import Foundation
import Pictures
import Testing

@testable import Terminal

private let escape = "\u{1B}"

/// Returns an incompressible picture.
private func noise(width: Int = 120, height: Int = 90, seed: UInt32 = 1) -> Picture {
  var state = seed
  let pixels = (0..<width * height).flatMap { _ -> [UInt8] in
    state = state &* 1_664_525 &+ 1_013_904_223
    return [UInt8(state >> 24), UInt8(state >> 16 & 255), UInt8(state >> 8 & 255), 255]
  }
  return Picture(width: width, height: height, pixels: pixels)
}

/// A kitty graphics command: keys and payload.
private struct Command {
  var keys: [String: String] = [:]
  var payload: [UInt8] = []

  /// Returns the commands in a stream.
  static func all(in bytes: [UInt8]) -> [Command] {
    var parser = ControlSequenceParser()
    return bytes.compactMap { byte in
      guard case .string("_", let text)? = parser.feed(byte) else { return nil }
      let parts = text.dropFirst().split(separator: ";", omittingEmptySubsequences: false)
      let pairs = parts[0].split(separator: ",").map { $0.split(separator: "=") }
      return Command(
        keys: Dictionary(uniqueKeysWithValues: pairs.map { (String($0[0]), String($0[1])) }),
        payload: parts.count > 1 ? Array(parts[1].utf8) : [])
    }
  }
}

@Suite struct GraphicsStreamTests {
  private let encoder = PictureEncoder(threads: 1)
  private let kitty = GraphicsMode.kitty(cell: CellSize(width: 10, height: 20))

  private func placement(
    _ picture: Picture, _ mode: GraphicsMode, row: Int = 2, column: Int = 3, columns: Int = 12
  ) -> PicturePlacement {
    let raster = encoder.raster(picture, columns: columns, rows: 4, mode: mode, quality: .fine)
    return PicturePlacement(
      rect: Rect(row: row, column: column, rows: raster.rows, columns: raster.columns),
      raster: raster)
  }

  private func bytes(
    _ layer: inout GraphicsLayer, _ wanted: PicturePlacement..., isSynchronized: Bool = false
  ) -> [UInt8] {
    GraphicsStream.bytes(
      of: layer.changes(for: wanted, rows: 24, columns: 80), isSynchronized: isSynchronized)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func unchangedGraphicsSendNothing() {
    var layer = GraphicsLayer()
    #expect(bytes(&layer, isSynchronized: true).isEmpty)
    let picture = placement(noise(), kitty)
    _ = bytes(&layer, picture)
    #expect(bytes(&layer, picture, isSynchronized: true).isEmpty)
  }

  @Test func synchronizedOutputIsUsedOnlyIfSupported() {
    var (first, second) = (GraphicsLayer(), GraphicsLayer())
    let synchronized = text(bytes(&first, placement(noise(), kitty), isSynchronized: true))
    #expect(synchronized.hasPrefix("\(escape)[?2026h\(escape)7"))
    #expect(synchronized.hasSuffix("\(escape)8\(escape)[?2026l"))
    let plain = text(bytes(&second, placement(noise(), kitty)))
    #expect(plain.hasPrefix("\(escape)7") && plain.hasSuffix("\(escape)8"))
    #expect(!plain.contains("2026"))
  }

  @Test func kittyPixelsDecodeToTheScaledPicture() throws {
    var layer = GraphicsLayer()
    let picture = noise()
    let commands = Command.all(in: bytes(&layer, placement(picture, kitty)))
    let first = try #require(commands.first)
    let (width, height) = (first.keys["s"].flatMap { Int($0) }, first.keys["v"].flatMap { Int($0) })
    #expect(width == 120 && height == 80)
    let packed = try #require(Data(base64Encoded: Data(commands.flatMap(\.payload))))
    var pixels = [UInt8](repeating: 0, count: 120 * 80 * 3)
    var size = uLong(pixels.count)
    #expect(uncompress(&pixels, &size, Array(packed), uLong(packed.count)) == Z_OK)
    let expected = picture.resampled(width: 120, height: 80).pixels
    #expect(pixels == expected.indices.filter { $0 % 4 < 3 }.map { expected[$0] })
  }

  @Test func kittyPayloadsAreChunkedAndTheLastIsMarked() throws {
    var layer = GraphicsLayer()
    let commands = Command.all(in: bytes(&layer, placement(noise(), kitty)))
    #expect(commands.count > 5)
    #expect(commands.dropLast().allSatisfy { $0.keys["m"] == "1" && $0.payload.count == 4096 })
    #expect(
      commands.last?.keys["m"] == "0" && (1...4096).contains(commands.last?.payload.count ?? 0))
    #expect(commands.dropFirst().allSatisfy { Set($0.keys.keys) == ["m", "q"] })
    let wanted = [
      "a": "T", "f": "24", "t": "d", "o": "z", "c": "12", "r": "4", "C": "1", "q": "2", "z": "0",
    ]
    let keys = try #require(commands.first?.keys)
    #expect(wanted.allSatisfy { keys[$0.key] == $0.value }, "\(keys)")
  }

  @Test func theImageIDDependsOnlyOnThePosition() {
    var layer = GraphicsLayer()
    let first = Command.all(in: bytes(&layer, placement(noise(), kitty)))
    let next = Command.all(in: bytes(&layer, placement(noise(seed: 2), kitty, columns: 9)))
    #expect(first.first?.keys["i"] != nil && first.first?.keys["i"] == next.first?.keys["i"])
    #expect(next.allSatisfy { $0.keys["a"] != "d" })
    var other = GraphicsLayer()
    let neighbor = Command.all(in: bytes(&other, placement(noise(), kitty, column: 40)))
    #expect(neighbor.first?.keys["i"] != first.first?.keys["i"])
  }

  @Test func aCoveredKittyPictureIsDeletedWithItsPixels() throws {
    var layer = GraphicsLayer()
    let picture = placement(noise(), kitty)
    let id = try #require(Command.all(in: bytes(&layer, picture)).first?.keys["i"])
    let changes = layer.changes(for: [], rows: 24, columns: 80)
    #expect(changes.rowsToRedraw.isEmpty && changes.placementsToSend.isEmpty)
    #expect(
      text(GraphicsStream.bytes(of: changes, isSynchronized: false))
        == "\(escape)7\(escape)[m\(escape)_Ga=d,d=I,i=\(id),q=2\(escape)\\\(escape)8")
    #expect(layer.changes(for: [], rows: 24, columns: 80) == GraphicsChanges())
    #expect(Command.all(in: bytes(&layer, picture)).first?.keys["a"] == "T")
  }

  @Test func aKittyPictureIsNotResentWhenItsRowsAreRedrawn() {
    var layer = GraphicsLayer()
    let (sixel, neighbor) = (
      GraphicsMode.sixel(cellWidth: 10, cellHeight: 20, registers: 256),
      placement(noise(), kitty, column: 40)
    )
    _ = bytes(&layer, placement(noise(), sixel), neighbor)
    let changes = layer.changes(for: [neighbor], rows: 24, columns: 80)
    #expect(
      changes.rowsToRedraw == [2..<6] && changes.placementsToSend.isEmpty
        && changes.imageIDsToDelete.isEmpty)
  }

  @Test func kittyPicturesMissingAfterAClearedScreenAreDeleted() throws {
    var layer = GraphicsLayer()
    let (here, there) = (placement(noise(), kitty), placement(noise(), kitty, column: 40))
    _ = bytes(&layer, here, there)
    layer.invalidate()
    let changes = layer.changes(for: [here], rows: 24, columns: 80)
    #expect(changes.placementsToSend == [here])
    #expect(changes.imageIDsToDelete == [try #require(there.imageID)])
  }

  @Test func allKittyPicturesCanBeDeletedOnExit() throws {
    var layer = GraphicsLayer()
    _ = bytes(&layer, placement(noise(), kitty))
    let commands = Command.all(in: GraphicsStream.deletion(of: layer.imageIDs))
    #expect(commands.map { $0.keys["d"] } == ["I"])
    layer.invalidate()
    #expect(layer.imageIDs.isEmpty)
  }
}
