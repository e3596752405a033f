// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Pictures

/// Gives squares of one size another style, through a network that is prepared once.
final class SquareRestyler {
  private let studio: NetworkStudio
  private var run: NetworkRun?

  /// - Throws: what keeps the network from a picture, but for its size.
  init(_ request: NetworkRequest) throws { studio = try NetworkStudio(request) }

  /// A square after it. - Throws: `NetworkError`, and where the network gives no picture.
  func restyled(_ square: Picture) throws -> Picture {
    let tensor = ColorSpace.rgb.tensor(of: square)
    let run = try run ?? studio.run(on: tensor)
    self.run = run
    run.setInput(tensor)
    return try studio.picture(of: run)
  }
}
