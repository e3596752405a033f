// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import TestSupport
import Testing
import Weights

/// Spread of several pictures in the output of `stats`.
@Suite struct SpreadCommandTests {
  private let photographs = ["red_panda", "citrus_fruits"].map {
    Program.picture("content/\($0).jpg")
  }

  /// Returns the object "spread" of the JSON output; nil if there is none.
  private func spread(_ inputs: [String]) throws -> [String: Any]? {
    let outcome = try Outcome(of: Program.path, ["stats", "--json"] + inputs)
    #expect(outcome.code == 0, "\(outcome)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return (object as? [String: Any])?["spread"] as? [String: Any]
  }

  private func tensor(_ shape: Shape, seed: UInt64) throws -> (ScratchFolder, String) {
    let folder = try ScratchFolder()
    var random = SplitMix(seed: seed)
    let x: Tensor<Float> = random.tensor(shape)
    let axes = [shape.n, shape.c, shape.h, shape.w]
    try FileContents.write(NumPyArray.float(x, axes: axes).bytes, to: folder("x.npy"))
    return (folder, folder("x.npy"))
  }

  @Test func severalPicturesHaveASpread() throws {
    let spread = try #require(try spread(photographs))
    #expect(spread["pictures"] as? Int == 2)
    for name in ["means", "deviations"] {
      let figures = try #require(spread[name] as? [String: Double])
      let before = try #require(figures["before"])
      #expect(before > 0.01)
      #expect(abs(try #require(figures["batch"]) / before - 1) < 0.01)
      #expect(try #require(figures["instance"]) < 0.01 * before)
    }
  }

  @Test func instanceNormRemovesTheSpreadOfTheBundledPhotographsAndBatchNormPreservesIt() throws {
    let names = [
      "astronaut_eileen_collins", "citrus_fruits", "picos_de_europa", "red_panda",
      "roebling_bridge_night",
    ]
    let spread = try #require(try spread(names.map { Program.picture("content/\($0).jpg") }))
    #expect(spread["pictures"] as? Int == 5)
    let means = try #require(spread["means"] as? [String: Double])
    let before = try #require(means["before"])
    #expect(try #require(means["instance"]) < 1e-4 * before)
    #expect(abs(try #require(means["batch"]) / before - 1) < 0.01)
  }

  @Test func thePicturesOfATensorHaveASpread() throws {
    let (folder, path) = try tensor(Shape(4, 2, 8, 8), seed: 1)
    let spread = try #require(try spread([path]))
    #expect(spread["pictures"] as? Int == 4)
    withExtendedLifetime(folder) {}
  }

  @Test func singlePicturesAndDifferentChannelCountsHaveNoSpread() throws {
    #expect(try spread([photographs[0]]) == nil)
    let (folder, path) = try tensor(Shape(2, 5, 4, 4), seed: 2)
    #expect(try spread([photographs[0], path]) == nil)
    withExtendedLifetime(folder) {}
  }

  @Test func theTableEndsWithTheSpreadAndTheCSVDoesNotContainIt() throws {
    let table = try Outcome(of: Program.path, ["stats"] + photographs).output
    let lines = table.split(separator: "\n").suffix(4).map(String.init)
    #expect(lines[0] == "spread of 2 pictures" && lines[1].hasSuffix("BN          IN"))
    #expect(lines[2].hasPrefix("means ") && lines[3].hasPrefix("deviations "))
    #expect(Set(lines.dropFirst().map(\.count)).count == 1)
    let csv = try Outcome(of: Program.path, ["stats", "--format", "csv"] + photographs).output
    #expect(!csv.contains("spread") && csv.split(separator: "\n").count == 7)
  }
}
