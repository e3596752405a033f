// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Pictures

/// Applies a style to crops of one size. The network is prepared once.
final class SquareRestyler {
  private let studio: NetworkStudio
  private var run: NetworkRun?

  /// - Throws: the errors of preparing the network; errors that depend on the size are thrown later.
  init(_ request: NetworkRequest) throws { studio = try NetworkStudio(request) }

  /// Returns the restyled crop. - Throws: `NetworkError`, also if the network has no picture output.
  func restyled(_ square: Picture) throws -> Picture {
    let tensor = ColorSpace.rgb.tensor(of: square)
    let run = try run ?? studio.run(on: tensor)
    self.run = run
    run.show(tensor)
    return try studio.picture(of: run)
  }
}
