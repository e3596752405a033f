// SPDX-License-Identifier: MIT

import Foundation
import Normalization

/// One positive scale a channel for each convolution of a chain, as `vgg_normalised` has them.
///
/// With s = 1 / (the channel's mean activation over some pictures) every channel has the mean 1.
/// ReLU and pooling let a positive factor pass, so the next layer need only divide by it:
/// W′[o, i] = s[o] · W[o, i] / s_before[i],  b′[o] = s[o] · b[o].
public struct ActivationScales: Equatable, Sendable {
  /// The scales of each convolution by its name, such as `conv1_1`.
  public var scales: [String: [Float]]

  /// Scales by name. - Precondition: all are positive.
  public init(_ scales: [String: [Float]]) {
    precondition(scales.values.allSatisfy { $0.allSatisfy { $0 > 0 } }, "a scale is not positive")
    self.scales = scales
  }

  /// The scales in a file {"scales": {"block1_conv1": […], …}}.
  /// - Throws: `DecodingError` when the bytes are something else, or a scale is not positive.
  public init(json: [UInt8]) throws {
    struct File: Decodable { let scales: [String: [Float]] }
    let file = try JSONDecoder().decode(File.self, from: Data(json))
    guard file.scales.values.allSatisfy({ $0.allSatisfy { $0 > 0 && $0.isFinite } }) else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "a scale ≤ 0"))
    }
    self.init(
      Dictionary(file.scales.map { (Self.name($0.key), $0.value) }, uniquingKeysWith: { $1 }))
  }

  /// `block1_conv1` is `conv1_1` here.
  private static func name(_ theirs: String) -> String {
    let parts = theirs.dropFirst("block".count).split(separator: "_conv")
    return theirs.hasPrefix("block") && parts.count == 2 ? "conv\(parts[0])_\(parts[1])" : theirs
  }

  /// The scales of a network's encoder, measured on pictures N × 3 × H × W in RGB 0…1; see
  /// `ActivationMeans`. - Throws: `NetworkError`.
  public init(of network: Network, on pictures: [Tensor<Float>]) throws(NetworkError) {
    var means = try ActivationMeans(of: network)
    for picture in pictures { try means.add(picture) }
    self = means.scales
  }

  /// The weights of a chain of convolutions with these scales in them.
  ///
  /// Names begin with `prefix`; a convolution without scales only undoes those before it.
  /// - Precondition: scales are as many as the convolution's outputs.
  public func applied(
    to parameters: Parameters, of convolutions: [ConvolutionLayer], prefix: String = ""
  ) -> Parameters {
    var (result, before) = (parameters, [Float]())
    for layer in convolutions {
      let own =
        scales[String(layer.name.dropFirst(prefix.count))]
        ?? Array(repeating: 1, count: layer.outputs)
      precondition(own.count == layer.outputs, "\(own.count) scales for \(layer.name)")
      if before.isEmpty { before = Array(repeating: 1, count: layer.inputs) }
      result[layer.name + ".weight"]?.multiply(by: own, over: before)
      for o in own.indices { result[layer.biasName]?.values[o] *= own[o] }
      before = own
    }
    return result
  }
}

extension Parameter {
  /// W[o, i] ← s[o] · W[o, i] / before[i] of a kernel O × I × h × w.
  fileprivate mutating func multiply(by own: [Float], over before: [Float]) {
    let size = values.count / own.count / before.count
    values.withUnsafeMutableBufferPointer { values in
      for o in own.indices {
        for c in before.indices {
          let factor = own[o] / before[c]
          let start = (o * before.count + c) * size
          for i in start..<start + size { values[i] *= factor }
        }
      }
    }
  }
}
