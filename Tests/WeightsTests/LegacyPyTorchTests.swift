// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// The stream format before PyTorch 1.6, written by hand as by Python 2 and old versions of
/// PyTorch.
@Suite struct LegacyPyTorchTests {
  private func text(_ text: String) -> [UInt8] {
    [UInt8(ascii: "U"), UInt8(text.utf8.count)] + Array(text.utf8)
  }

  private func pickle(_ body: [UInt8]) -> [UInt8] {
    [0x80, 2] + body + [UInt8(ascii: ".")]
  }

  private let magic: [UInt8] = [
    0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ]

  /// Returns a stream with one tensor [2] in a storage of four, at `offset` of the view at `start`.
  private func stream(
    isLittle: Bool = true, start: UInt8 = 0, offset: UInt8 = 0, count: UInt8 = 4
  ) -> [UInt8] {
    let machine = [0x7D] + text("little_endian") + [isLittle ? 0x88 : 0x89, 0x73]
    let view = [0x28] + text("view") + [0x4B, start, 0x4B, 2, 0x74]
    let storage =
      [0x28] + text("storage") + Array("ctorch\nFloatStorage\n".utf8) + text("7")
      + text("cuda:0") + [0x4B, 4] + view + [0x74, 0x51]
    let tensor =
      Array("ctorch._utils\n_rebuild_tensor\n(".utf8) + storage
      + [0x4B, offset, 0x4B, 2, 0x85, 0x4B, 1, 0x85, 0x74, 0x52]
    // OrderedDict([["w", tensor]]): lists of keys and values.
    let pairs = [0x5D, 0x5D] + text("w") + [0x61] + tensor + [0x61, 0x61, 0x85, 0x52]
    let value = Array("ccollections\nOrderedDict\n".utf8) + pairs
    let start = pickle(magic) + pickle([0x4D, 0xE9, 3]) + pickle(machine)
    let end = pickle([0x5D] + text("7") + [0x61]) + [count, 0, 0, 0, 0, 0, 0, 0]
    let values: [Float] = [1, 2, 3, 4]
    return start + pickle(value) + end + values.withUnsafeBytes { Array($0) }
  }

  @Test func keyValuePairsAndStorageViewsAreRead() throws {
    #expect(try WeightFile.tensors(stream()[...])["w"]?.floats == [1, 2])
    #expect(try WeightFile.tensors(stream(offset: 2)[...])["w"]?.floats == [3, 4])
    #expect(try WeightFile.tensors(stream(start: 1, offset: 1)[...])["w"]?.floats == [3, 4])
    #expect(Fixture.error(stream(start: 1, offset: 2)) != nil)
  }

  @Test func storagesWithAWrongLengthAreRejected() {
    #expect(Fixture.error(stream(count: 3)) != nil)
    #expect(Fixture.error(stream(count: 5)) != nil)
  }

  @Test func bigEndianCheckpointsAreRejected() throws {
    guard
      case .unsupported(_, "a big-endian checkpoint", _)? = Fixture.error(stream(isLittle: false))
    else {
      Issue.record("the file was accepted")
      return
    }
    var archive = try ZipBuilder(Fixture.bytes("types.pth"))
    let place = try #require(archive.entries.firstIndex { $0.name.hasSuffix("/byteorder") })
    archive.entries[place].contents = Array("big".utf8)
    #expect(Fixture.error(archive.bytes)?.description.contains("big-endian") == true)
  }

  @Test func otherPicklesAreRejected() {
    guard case .expected(_, "the magic number of torch.save", _)? = Fixture.error(pickle([0x4E]))
    else {
      Issue.record("the file was accepted")
      return
    }
  }

  @Test func aMissingStorageIsNamedInTheError() throws {
    var archive = try ZipBuilder(Fixture.bytes("types.pth"))
    archive.entries.removeAll { $0.name.hasSuffix("/data/3") }
    #expect(Fixture.error(archive.bytes)?.description.contains("data/3") == true)
  }
}
