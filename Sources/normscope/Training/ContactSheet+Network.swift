// SPDX-License-Identifier: MIT

import Networks
import Pictures
import Settings
import Stylization
import Training

extension ContactSheet {
  private static let mostRows = 6
  private static let pixels = 256

  /// Returns the contact sheet of an AdaIN network. Each row contains a content, a style, the
  /// content in that style, and the content with itself as style.
  init(of network: Network, _ contents: [String], in styles: [String]) throws {
    self.init(side: Self.pixels)
    let pipeline = Pipeline(photographs: [], keepsActivations: false)
    var settings = try Self.settings(network, pipeline)
    for (content, style) in zip(contents, styles).prefix(Self.mostRows) {
      let picture = try Self.square(content)
      let results = try [style, content].map { path in
        settings.styles = [WeightedStyle(path: path)]
        return try pipeline.render(picture, settings)
      }
      addRow([picture, try Self.square(style)] + results)
    }
  }

  /// Returns the contact sheet of a network with a fixed set of styles: a row per style, which
  /// starts with the style's picture.
  init(of network: Network, _ contents: [String], rowsOf styles: [String]) throws {
    self.init(side: Self.pixels)
    let pipeline = Pipeline(photographs: [], keepsActivations: false)
    var settings = try Self.settings(network, pipeline, styles: styles.count)
    let contents = try contents.prefix(Self.mostRows - 1).map(Self.square)
    addRow([Picture.white] + contents)
    for (row, style) in styles.enumerated() {
      if settings.usesRows { settings.network?.styleMixture = [WeightedStyle(row: row)] }
      addRow([try Self.square(style)] + (try contents.map { try pipeline.render($0, settings) }))
    }
  }

  private static func square(_ path: String) throws -> Picture {
    try PictureFile.read(path, fitting: 2 * pixels).picture.covering(width: pixels, height: pixels)
  }

  private static func settings(
    _ network: Network, _ pipeline: Pipeline, styles: Int = 1
  ) throws -> RenderSettings {
    let name = network.description.name
    pipeline.networks.use(network, as: name)
    var settings = RenderSettings(input: .picture(path: ""))
    let rows = styles > 1 ? (0..<styles).map(String.init) : []
    settings.network = NetworkSettings(
      try NetworkSummary(network.description, name: name, styleNames: rows))
    settings.styleSize = pixels
    return settings
  }
}

extension Picture {
  /// One white pixel, for an empty cell.
  fileprivate static let white = Picture(width: 1, height: 1, pixels: [255, 255, 255, 255])
}
