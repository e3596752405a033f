// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Pictures

/// What follows a site of a network, run on activations.
struct NetworkDecoder {
  private let studio: NetworkStudio
  private let rest: Network
  private let site: Networks.Site
  private let range: ValueRange

  /// The network from a site on; the first one without a name.
  /// - Throws: `UsageError` for a network that gives no picture and for a site in a residual block,
  ///   whose input alone does not say what follows.
  init(_ studio: NetworkStudio, at name: String?) throws {
    self.studio = studio
    let whole = studio.network.description
    let check = NetworkCheck(whole)
    guard let range = whole.output, !whole.sites.isEmpty else {
      throw UsageError("‘\(whole.name.printable)’ has no site from which a picture follows")
    }
    site = whole.sites[try name.map(check.site) ?? 0]
    guard let index = whole.decoder.firstIndex(of: .site(site)) else {
      throw UsageError(
        "‘\(site.name.printable)’ is in a residual block; what enters it does not say the rest")
    }
    var rest = whole
    // Without a range the network gives what it has at its full extent, whatever it grew from.
    (rest.encoder, rest.decoder) = ([], Array(whole.decoder[index...]))
    (rest.output, rest.input) = (nil, .unit)
    (self.rest, self.range) = (try Network(rest, studio.network.parameters), range)
  }

  /// The first picture of activations. - Parameter path: what an error calls them.
  func picture(of features: Tensor<Float>, from path: String) throws -> Picture {
    let shape = features.shape
    guard shape.c == site.channels else {
      throw UsageError(
        "‘\(path.printable)’ has \(shape.c) channels; ‘\(site.name.printable)’ has \(site.channels)"
      )
    }
    let run = try NetworkRun.checked(rest, shape)
    run.setInput(features)
    try studio.choose(at: run)
    guard let output = try run.output() else { throw UsageError("the run stopped") }
    return ColorSpace.rgb.picture(from: range.undone(output)).picture
  }
}

extension ValueRange {
  /// A network's three channels as RGB 0…1.
  fileprivate func undone(_ tensor: Tensor<Float>) -> Tensor<Float> {
    let (shape, plane) = (tensor.shape, tensor.shape.plane)
    var result = Tensor<Float>(shape)
    for index in 0..<shape.planes {
      let (n, c) = index.quotientAndRemainder(dividingBy: shape.c)
      let start = (n * shape.c + order[c]) * plane
      for i in 0..<plane {
        result.elements[start + i] = (tensor.elements[index * plane + i] - offset[c]) / scale[c]
      }
    }
    return result
  }
}
