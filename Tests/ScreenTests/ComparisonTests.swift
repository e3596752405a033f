// SPDX-License-Identifier: MIT

import Settings
import Testing

@testable import Explorer

/// The pictures of the Compare page within a network.
@Suite struct ComparisonTests {
  @Test func thePicturesFollowWhatIsDoneAtOtherSites() throws {
    let stage = try Stage(.usual, network: .rows).started().type("3")
    let before = stage.state.frame?.rasters
    // Another normalization at the second site, seen from the first again.
    stage.type("}m{")
    let after = stage.state.frame?.rasters
    #expect(stage.state.settings.network?.site == 0)
    for mode in Mode.compared {
      #expect(before?[.compare(mode)] != nil && before?[.compare(mode)] != after?[.compare(mode)])
    }
  }
}
