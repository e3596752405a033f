// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

@testable import Explorer
@testable import normscope

/// Pictures of the Maps page from the real FrameRenderer.
@Suite struct MapPictureTests {
  private func stage(_ keys: String) throws -> ExplorerHarness {
    try ExplorerHarness(.usual, tensor: "features.npy").started().type("6" + keys).press(.right)
  }

  private func rasters(_ stage: ExplorerHarness) throws -> [PictureSlot: Raster] {
    try #require(stage.state.frame).rasters
  }

  @Test func everyVisibleMapHasAPicture() throws {
    let stage = try stage("")
    #expect(try Set(rasters(stage).keys) == Set(PageLayout(stage.state).boxes.keys))
  }

  @Test func withItsOwnGrayRangeAMapShowsOnlyTheSignOfGamma() throws {
    let stage = try stage("")
    let before = try rasters(stage)
    #expect(try rasters(stage.type("+++")) == before)
    // From ×1.15 down to ×−0.05.
    for _ in 0..<24 { stage.type("-") }
    let edited = try rasters(stage)
    #expect(edited.filter { before[$0.key] != $0.value }.map(\.key) == [.mapAfter(0)])
  }

  @Test func withACommonGrayRangeAnEditChangesOnlyItsMap() throws {
    let stage = try stage("v")
    let before = try rasters(stage)
    for _ in 0..<10 { stage.type("-") }
    let edited = try rasters(stage)
    #expect(edited.filter { before[$0.key] != $0.value }.map(\.key) == [.mapAfter(0)])
  }

  @Test func aReducedPlaneContainsTheMeansOfItsBlocks() {
    let shape = Shape(1, 2, 3, 5)
    var random = SplitMix(seed: 3)
    let tensor: Tensor<Float> = random.tensor(shape)
    #expect(tensor.averagePooledPlane(0, 1, by: 1).elements == Array(tensor.plane(0, 1)))
    let thin = tensor.averagePooledPlane(0, 1, by: 2)
    #expect(thin.shape == Shape(1, 1, 2, 3))
    func mean(_ places: [(Int, Int)]) -> Double {
      places.map { Double(tensor[0, 1, $0.0, $0.1]) }.reduce(0, +) / Double(places.count)
    }
    let blocks = [
      mean([(0, 0), (0, 1), (1, 0), (1, 1)]), mean([(0, 2), (0, 3), (1, 2), (1, 3)]),
      mean([(0, 4), (1, 4)]), mean([(2, 0), (2, 1)]), mean([(2, 2), (2, 3)]), mean([(2, 4)]),
    ]
    // Sums in Double in the same order, then one rounding to Float.
    #expect(thin.elements == blocks.map(Float.init))
  }
}
