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

  /// What a network makes of contents in its own styles: a row for each style, with its picture first.
  init(of network: Network, _ contents: [String], rowsOf styles: [String]) throws {
    self.init(side: Self.pixels)
    let contents = try contents.prefix(Self.rows - 1).map(Self.square)
    add([Picture.white] + contents)
    for (row, style) in styles.enumerated() {
      add(
        [try Self.square(style)]
          + (try contents.map { content in
            try Self.result(of: content, network) { site in
              let table = network.table(at: site)
              return table.count > 1 ? table[row] : nil
            }
          }))
    }
  }

  private static func square(_ path: String) throws -> Picture {
    try PictureFile.read(path, fitting: 2 * pixels).picture.covering(width: pixels, height: pixels)
  }

  private static func result(
    of content: Picture, in style: Picture, _ network: Network
  ) throws -> Picture {
    let moments = try StyleMixer.moments(of: ColorSpace.rgb.tensor(of: style), in: network)
    let mixer = StyleMixer(network.description, [moments], weights: [1], alpha: 1)
    return try result(of: content, network) { mixer.affine(at: $0, content: nil) }
  }

  /// - Parameter affine: γ and β at a site; nil for what the network does by itself.
  private static func result(
    of content: Picture, _ network: Network, affine: (Networks.Site) -> Affine?
  ) throws -> Picture {
    let x = ColorSpace.rgb.tensor(of: content)
    let run = try NetworkRun.checked(network, x.shape)
    run.setInput(x)
    for (index, site) in run.sites.enumerated() {
      guard let affine = affine(site) else { continue }
      run.setNormalizer(InstanceNorm(affine, epsilon: site.epsilon), at: index)
    }
    guard let output = try run.output() else { throw UsageError("the run stopped") }
    return ColorSpace.rgb.picture(from: output).picture
  }
}

extension Picture {
  /// A white pixel, for an empty place.
  fileprivate static let white = Picture(width: 1, height: 1, pixels: [255, 255, 255, 255])
}
