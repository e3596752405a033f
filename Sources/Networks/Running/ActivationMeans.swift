// SPDX-License-Identifier: MIT

import Normalization

/// The mean activation of each channel after each convolution of an encoder, picture by picture.
public struct ActivationMeans: Sendable {
  private let network: Network
  private let names: [String]
  /// One a channel for each convolution; none before the first picture.
  private var moments: [[Moments]]

  /// No pictures yet. - Throws: `NetworkError`.
  public init(of network: Network) throws(NetworkError) {
    let (description, names) = network.description.withLevelsEverywhere()
    (self.network, self.names) = (try Network(description, network.parameters), names)
    moments = Array(repeating: [], count: names.count)
  }

  /// Takes in pictures N × 3 × H × W in RGB 0…1; every pixel counts alike. - Throws: `NetworkError`.
  public mutating func add(_ pictures: Tensor<Float>) throws(NetworkError) {
    let run = try NetworkRun(network, pictures.shape, encoderOnly: true)
    run.show(pictures)
    let levels = try run.styleMoments()?.levels ?? [:]
    for index in names.indices {
      let channels = Pool.batch.pooled(levels[index] ?? [], in: run.shape(atLevel: index))
      moments[index] =
        moments[index].isEmpty
        ? channels : zip(moments[index], channels).map { .pooled([$0, $1]) }
    }
  }

  /// 1 / mean of each channel; a channel that is 0 everywhere keeps the scale 1.
  public var scales: ActivationScales {
    let scales = moments.map { $0.map { $0.mean > 0 ? Float(1 / $0.mean) : 1 } }
    return ActivationScales(Dictionary(zip(names, scales), uniquingKeysWith: { $1 }))
  }
}

extension NetworkDescription {
  /// The encoder with a level after every convolution, numbered from 0, and their names.
  fileprivate func withLevelsEverywhere() -> (NetworkDescription, [String]) {
    var (result, names) = (self, [String]())
    (result.encoder, result.decoder, result.output) = ([], [], nil)
    for layer in encoder {
      if case .level = layer { continue }
      result.encoder.append(layer)
      guard case .convolution(let convolution) = layer else { continue }
      result.encoder.append(.level(names.count))
      names.append(convolution.name)
    }
    return (result, names)
  }
}
