// SPDX-License-Identifier: MIT

import Settings
import Testing

@testable import Explorer

/// Pictures of the Compare page within a network.
@Suite struct ComparisonTests {
  @Test func thePicturesOfTheComparePageDependOnTheOtherSites() throws {
    let stage = try ExplorerHarness(.usual, network: .rows).started().type("3")
    let before = stage.state.frame?.rasters
    // Change the mode of the second site, then select the first site again.
    stage.type("}m{")
    let after = stage.state.frame?.rasters
    #expect(stage.state.settings.network?.site == 0)
    for mode in NormalizationMode.comparePageModes {
      #expect(before?[.compare(mode)] != nil && before?[.compare(mode)] != after?[.compare(mode)])
    }
  }
}
