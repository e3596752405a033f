// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Pictures
import Training

extension ContactSheet {
  /// Rows at most, each of a content, a style, the content in that style, and in its own.
  private static let rows = 6
  private static let pixels = 256

  /// What an AdaIN network makes of contents in styles, first with first.
  init(of network: Network, _ contents: [String], in styles: [String]) throws {
    self.init(side: Self.pixels)
    for (content, style) in zip(contents, styles).prefix(Self.rows) {
      let (x, s) = (try Self.square(content), try Self.square(style))
      add([x, s, try Self.result(of: x, in: s, network), try Self.result(of: x, in: x, network)])
    }
  }

  private static func square(_ path: String) throws -> Picture {
    try PictureFile.read(path, fitting: 2 * pixels).picture.covering(width: pixels, height: pixels)
  }

  private static func result(
    of content: Picture, in style: Picture, _ network: Network
  ) throws -> Picture {
    let (x, s) = (ColorSpace.rgb.tensor(of: content), ColorSpace.rgb.tensor(of: style))
    let levels = try StyleMixer(network).moments(of: s)
    let run = try NetworkRun.checked(network, x.shape)
    run.show(x)
    for (index, site) in run.sites.enumerated() {
      guard case .style(let level) = site.source, let affine = levels[level] else { continue }
      run.choose(InstanceNorm(affine, epsilon: site.epsilon), at: index)
    }
    guard let output = run.output() else { throw UsageError("the run stopped") }
    return ColorSpace.rgb.picture(from: output).picture
  }
}
