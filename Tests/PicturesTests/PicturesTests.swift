// SPDX-License-Identifier: MIT

import Pictures
import Testing

@Test("a photograph is fitted and turns into a tensor and back in every space")
func aPhotographRoundTrips() throws {
  let path = "Assets/Pictures/content/red_panda.jpg"
  let loaded = try PictureFile.read(path, fitting: 200)
  #expect(max(loaded.picture.width, loaded.picture.height) == 200)
  #expect(loaded.warnings.isEmpty)
  for space in ColorSpace.allCases {
    let rendering = space.picture(from: space.tensor(of: loaded.picture))
    #expect(rendering == Rendering(picture: loaded.picture, clipped: 0), "\(space.name)")
  }
}
