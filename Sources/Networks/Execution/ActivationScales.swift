// SPDX-License-Identifier: MIT

import Foundation
import Normalization

/// A positive scale per channel of each convolution of a chain, as in `vgg_normalised`.
///
/// With s = 1 / (mean activation of the channel over some pictures), every channel has mean 1. ReLU
/// and pooling commute with positive factors, so the next layer divides by them:
/// W′[o, i] = s[o] · W[o, i] / s_previous[i],  b′[o] = s[o] · b[o].
public struct ActivationScales: Equatable, Sendable {
  /// The scales of each convolution by name, such as `conv1_1`.
  public var scales: [String: [Float]]

  /// Scales by name. - Precondition: all are positive.
  public init(_ scales: [String: [Float]]) {
    precondition(scales.values.allSatisfy { $0.allSatisfy { $0 > 0 } }, "a scale is not positive")
    self.scales = scales
  }

  /// Parses scales from JSON {"scales": {"block1_conv1": […], …}}.
  /// - Throws: `DecodingError` if the text is not such JSON, or a scale is not positive.
  public init(json: [UInt8]) throws {
    struct File: Decodable { let scales: [String: [Float]] }
    let file = try JSONDecoder().decode(File.self, from: Data(json))
    guard file.scales.values.allSatisfy({ $0.allSatisfy { $0 > 0 && $0.isFinite } }) else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "a scale ≤ 0"))
    }
    self.init(
      Dictionary(file.scales.map { (Self.name($0.key), $0.value) }, uniquingKeysWith: { $1 }))
  }

  /// Converts `block1_conv1` to `conv1_1`.
  private static func name(_ theirs: String) -> String {
    let parts = theirs.dropFirst("block".count).split(separator: "_conv")
    return theirs.hasPrefix("block") && parts.count == 2 ? "conv\(parts[0])_\(parts[1])" : theirs
  }

  /// Measures the scales of a network's encoder on pictures N × 3 × H × W in RGB 0…1; see
  /// `ActivationMeans`. - Throws: `NetworkError`.
  public init(of network: Network, on pictures: [Tensor<Float>]) throws(NetworkError) {
    var means = try ActivationMeans(of: network)
    for picture in pictures { try means.add(picture) }
    self = means.scales
  }

  /// Returns the weights of a chain of convolutions multiplied by the scales.
  ///
  /// Names start with `prefix`. A convolution without scales only divides by those of the previous
  /// one.
  /// - Precondition: a convolution has as many scales as outputs.
  public func applied(
    to parameters: Parameters, of convolutions: [ConvolutionLayer], prefix: String = ""
  ) -> Parameters {
    var (result, previous) = (parameters, [Float]())
    for layer in convolutions {
      let current =
        scales[String(layer.name.dropFirst(prefix.count))]
        ?? Array(repeating: 1, count: layer.outputs)
      precondition(current.count == layer.outputs, "\(current.count) scales for \(layer.name)")
      if previous.isEmpty { previous = Array(repeating: 1, count: layer.inputs) }
      result[layer.name + ".weight"]?.multiply(by: current, over: previous)
      for o in current.indices { result[layer.biasName]?.values[o] *= current[o] }
      previous = current
    }
    return result
  }
}

extension Parameter {
  /// W[o, i] ← s[o] · W[o, i] / previous[i] of a kernel O × I × h × w.
  fileprivate mutating func multiply(by current: [Float], over previous: [Float]) {
    let size = values.count / current.count / previous.count
    values.withUnsafeMutableBufferPointer { values in
      for o in current.indices {
        for c in previous.indices {
          let factor = current[o] / previous[c]
          let start = (o * previous.count + c) * size
          for i in start..<start + size { values[i] *= factor }
        }
      }
    }
  }
}

/// Mean activation of each channel after each convolution of an encoder, accumulated over pictures.
public struct ActivationMeans: Sendable {
  private let network: Network
  private let names: [String]
  /// Moments per channel of each convolution; empty before the first picture.
  private var moments: [[Moments]]

  /// Means of no pictures yet. - Throws: `NetworkError`.
  public init(of network: Network) throws(NetworkError) {
    let (description, names) = network.description.withLevelsEverywhere()
    (self.network, self.names) = (try Network(description, network.parameters), names)
    moments = Array(repeating: [], count: names.count)
  }

  /// Adds pictures N × 3 × H × W in RGB 0…1; every pixel has the same weight.
  /// - Throws: `NetworkError`.
  public mutating func add(_ pictures: Tensor<Float>) throws(NetworkError) {
    let run = try NetworkRun(network, pictures.shape, encoderOnly: true)
    run.setInput(pictures)
    let levels = try run.levelMoments()?.levels ?? [:]
    for index in names.indices {
      let channels = Pool.batch.moments(levels[index] ?? [], in: run.shape(atLevel: index))
      moments[index] =
        moments[index].isEmpty
        ? channels : zip(moments[index], channels).map { .pooled([$0, $1]) }
    }
  }

  /// 1 / mean of each channel; 1 for channels that are 0 everywhere.
  public var scales: ActivationScales {
    let scales = moments.map { $0.map { $0.mean > 0 ? Float(1 / $0.mean) : 1 } }
    return ActivationScales(Dictionary(zip(names, scales), uniquingKeysWith: { $1 }))
  }
}

extension NetworkDescription {
  /// Returns the encoder with a level after every convolution, numbered from 0, and their names.
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
