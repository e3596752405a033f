// SPDX-License-Identifier: MIT

import Networks
import Normalization

extension NetworkDescription {
  /// No network divides or multiplies sides by more; a page from somewhere may say anything.
  private static let mostChange = 4096.0

  /// What neither the page's reader nor the engine asks: that pictures have three channels, styles
  /// as many as the sites that take them, and sides a size.
  /// - Throws: `UsageError` that follows the file's name.
  func check() throws {
    try checkSides()
    let outputs = convolutions.last?.outputs ?? inputs
    guard output == nil || outputs == 3 else {
      throw UsageError("it gives pictures of \(outputs) channels; they need 3")
    }
    var (channels, levels) = (inputs, [Int: Int]())
    Self.measure(encoder, &channels, &levels)
    for site in sites {
      guard case .style(let level) = site.source, levels[level] != site.channels else { continue }
      let found = levels[level].map { "has \($0)" } ?? "is not there"
      throw UsageError(
        "‘\(site.name.printable)’ needs \(site.channels) channels of level \(level), which \(found)"
      )
    }
  }

  /// The channels at each level.
  private static func measure(
    _ layers: [Layer], _ channels: inout Int, _ levels: inout [Int: Int]
  ) {
    for layer in layers {
      switch layer {
      case .convolution(let layer): channels = layer.outputs
      case .level(let level): levels[level] = channels
      case .residual(let body): measure(body, &channels, &levels)
      case .site, .activation, .pooling, .upsampling: break
      }
    }
  }

  private func checkSides() throws {
    var (shrunk, grown) = (1.0, 1.0)
    Self.change(encoder + decoder, &shrunk, &grown)
    guard max(shrunk, grown) <= Self.mostChange else {
      throw UsageError("its layers change the sides of a picture by more than a factor of 4096")
    }
  }

  private static func change(_ layers: [Layer], _ shrunk: inout Double, _ grown: inout Double) {
    for layer in layers {
      switch layer {
      case .convolution(let layer):
        let stride = Double(max(layer.stride.rows, layer.stride.columns))
        if layer.isTransposed { grown *= stride } else { shrunk *= stride }
      case .pooling(let layer): shrunk *= Double(max(layer.stride.rows, layer.stride.columns))
      case .upsampling: grown *= 2
      case .residual(let body): change(body, &shrunk, &grown)
      case .site, .activation, .level: break
      }
    }
  }
}
