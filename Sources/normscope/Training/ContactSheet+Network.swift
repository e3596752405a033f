// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Pictures
import Training

extension ContactSheet {
  /// Maximum number of rows.
  private static let rowLimit = 6
  private static let pixels = 256

  /// Sheet of an AdaIN network. Each row shows a content, a style, the content in that style, and the
  /// content in its own style.
  init(of network: Network, _ contents: [String], in styles: [String]) throws {
    self.init(side: Self.pixels)
    for (content, style) in zip(contents, styles).prefix(Self.rowLimit) {
      let (x, s) = (try Self.square(content), try Self.square(style))
      addRow([x, s, try Self.result(of: x, in: s, network), try Self.result(of: x, in: x, network)])
    }
  }

  /// Sheet of a network with a fixed set of styles. Each row shows a style's picture and the contents in
  /// that style; the first row shows the contents.
  init(of network: Network, _ contents: [String], rowsOf styles: [String]) throws {
    self.init(side: Self.pixels)
    let contents = try contents.prefix(Self.rowLimit - 1).map(Self.square)
    addRow([Picture.white] + contents)
    for (row, style) in styles.enumerated() {
      addRow(
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

  /// - Parameter affine: returns γ and β of a site; nil keeps the network's.
  private static func result(
    of content: Picture, _ network: Network, affine: (Networks.Site) -> Affine?
  ) throws -> Picture {
    let x = ColorSpace.rgb.tensor(of: content)
    let run = try NetworkRun.checked(network, x.shape)
    run.show(x)
    for (index, site) in run.sites.enumerated() {
      guard let affine = affine(site) else { continue }
      run.choose(InstanceNorm(affine, epsilon: site.epsilon), at: index)
    }
    guard let output = run.output() else { throw UsageError("the network run was interrupted") }
    return ColorSpace.rgb.picture(from: output).picture
  }
}

extension Picture {
  /// A white pixel, for an empty cell.
  fileprivate static let white = Picture(width: 1, height: 1, pixels: [255, 255, 255, 255])
}
