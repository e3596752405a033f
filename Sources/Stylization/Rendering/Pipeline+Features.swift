// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Pictures
import Settings
import Weights

/// Place in a network whose activations are saved or measured.
public enum FeatureLocation: Equatable, Sendable {
  /// Input of the selected site.
  case selectedSite
  /// Output of an encoder level.
  case level(String)
  /// Output of a network that returns features.
  case output
}

extension Pipeline {
  /// Returns the activations at a place, N × C × H × W in the precision of the input.
  ///
  /// In pixel space they are the picture's channels; of a tensor, its values.
  /// - Throws: `RenderError`, `PictureError`, `NetworkLibraryError` or `NetworkError`.
  public func activations(
    _ settings: RenderSettings, at place: FeatureLocation = .selectedSite
  ) throws -> (array: NumPyArray, warnings: [String]) {
    if case .tensor(let path, let name, _) = settings.input {
      let array = try pictures.array(path, tensor: name)
      return (array, [array.conversionText(of: path)].compactMap { $0 })
    }
    let values: Tensor<Float>
    if place == .selectedSite {
      let resolved = try resolve(settings)
      values = try resolved.run.input(ofSite: resolved.selectedSite, monitor).values.floats
    } else {
      values = try features(settings, place)
    }
    let shape = values.shape
    let array = NumPyArray.float(values, axes: [shape.n, shape.c, shape.h, shape.w])
    return (array, try warnings(settings))
  }

  /// Returns the output of an encoder level, or of a network that returns features.
  private func features(
    _ settings: RenderSettings, _ place: FeatureLocation
  ) throws -> Tensor<Float> {
    guard let choice = settings.network else { throw RenderError.notDecodable(network: "pixels") }
    let network = try networks.network(of: choice)
    let part =
      if case .level(let level) = place { try network.encoder(toLevel: level) } else { network }
    let picture = try pictures.tensor(PictureKey(settings.input.path, size: settings.size), .rgb)
    let run = try NetworkRun.withinMemory(part, picture.shape)
    run.setInput(picture)
    guard let output = try run.output() else { throw RunMonitor.Cancelled() }
    return output
  }

  /// Returns the picture that follows from the activations that enter the selected site.
  /// - Parameter path: file of the activations, for error messages.
  /// - Throws: `RenderError` for a network that returns no picture, and for a site in a residual
  ///   block, whose input alone does not determine what follows.
  public func decode(
    _ features: Tensor<Float>, from path: String, _ settings: RenderSettings
  ) throws -> Picture {
    guard let choice = settings.network else { throw RenderError.notDecodable(network: "pixels") }
    let network = try networks.network(of: choice)
    let part = try network.decoder(fromSite: choice.site)
    let site = network.description.sites[choice.site]
    guard features.shape.c == site.channels else {
      throw RenderError.channels(path: path, found: features.shape.c, expected: site.channels)
    }
    let run = try NetworkRun.withinMemory(part, features.shape)
    run.setInput(features)
    let sites = try resolver(settings, choice, network, []).resolve()
    for (index, resolved) in sites.suffix(run.sites.count).enumerated() {
      run.setNormalizer(resolved.normalizer, at: index)
    }
    guard let output = try run.output(), let range = network.description.output else {
      throw RunMonitor.Cancelled()
    }
    return ColorSpace.rgb.picture(from: range.pictureValues(of: output)).picture
  }
}

extension Network {
  /// Names of the encoder's levels, `relu1_1` … in a VGG and `level1` … elsewhere, and their
  /// layers.
  public var levelNames: [(name: String, layer: Int)] {
    let isVGG = description.convolutions.contains {
      $0.name == "conv1_2" || $0.name == "encoder.conv1_2"
    }
    return description.encoder.enumerated().compactMap { index, layer in
      guard case .level(let level) = layer else { return nil }
      return (isVGG ? "relu\(level)_1" : "level\(level)", index)
    }
  }

  /// Returns the encoder up to a level. - Throws: `RenderError.unknownSite`.
  fileprivate func encoder(toLevel name: String) throws -> Network {
    guard let layer = levelNames.first(where: { $0.name == name })?.layer else {
      throw RenderError.unknownSite(
        network: description.name, site: name,
        sites: levelNames.map(\.name) + description.sites.map(\.name))
    }
    var part = description
    (part.encoder, part.decoder, part.output) = (Array(part.encoder[..<layer]), [], nil)
    return try Network(part, parameters)
  }

  /// Returns the decoder from a site on, which returns values in the range of the network's output.
  fileprivate func decoder(fromSite index: Int) throws -> Network {
    guard description.output != nil, !description.sites.isEmpty else {
      throw RenderError.notDecodable(network: description.name)
    }
    let site = description.sites[index]
    guard let layer = description.decoder.firstIndex(of: .site(site)) else {
      throw RenderError.siteInResidualBlock(site: site.name)
    }
    var part = description
    // Without a range the network returns its full output size, whatever the input's size was.
    (part.encoder, part.decoder) = ([], Array(part.decoder[layer...]))
    (part.output, part.input) = (nil, .unit)
    return try Network(part, parameters)
  }
}

extension Preprocessing {
  /// Returns a network's three output channels as RGB in 0…1.
  fileprivate func pictureValues(of tensor: Tensor<Float>) -> Tensor<Float> {
    let (shape, plane) = (tensor.shape, tensor.shape.planeSize)
    var result = Tensor<Float>(shape)
    for index in 0..<shape.planeCount {
      let (n, c) = index.quotientAndRemainder(dividingBy: shape.c)
      let start = (n * shape.c + order[c]) * plane
      for i in 0..<plane {
        result.elements[start + i] = (tensor.elements[index * plane + i] - offset[c]) / scale[c]
      }
    }
    return result
  }
}
