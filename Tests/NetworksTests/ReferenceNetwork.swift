// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization
import TestSupport

/// Reference implementation of layers in Double with the plain loops of `Naive`.
struct ReferenceNetwork {
  let layers: [Layer]
  var parameters: [String: [Double]]
  /// The row of γ and β of each picture.
  var rows: [Int] = []
  /// γ and β of the style at each level, per picture or for all.
  var styles: [Int: [[ChannelAffine]]] = [:]

  init(_ layers: [Layer], _ parameters: Parameters) {
    self.layers = layers
    self.parameters = parameters.mapValues { $0.values.map(Double.init) }
  }

  /// Returns the output of the layers, and the activation at each level.
  func run(_ x: Tensor<Double>) -> (y: Tensor<Double>, levels: [Int: Tensor<Double>]) {
    var levels: [Int: Tensor<Double>] = [:]
    return (run(layers, x, &levels), levels)
  }

  private func run(
    _ layers: [Layer], _ x: Tensor<Double>, _ levels: inout [Int: Tensor<Double>]
  ) -> Tensor<Double> {
    layers.reduce(x) { x, layer in
      switch layer {
      case .convolution(let layer): return convolve(layer, x)
      case .site(let site): return normalize(site, x)
      case .activation(let activation): return Naive.each(x) { Self.activate($0, activation) }
      case .pooling(let layer):
        return Naive.pool(
          x, isMaximum: layer.kind == .max, window: layer.window.height,
          stride: layer.stride.height, isCeiling: layer.isCeiling)
      case .upsampling:
        return Naive.gather(
          x, rows: (0..<2 * x.shape.h).map { $0 / 2 }, columns: (0..<2 * x.shape.w).map { $0 / 2 })
      case .residual(let body):
        let y = run(body, x, &levels)
        return Tensor(x.shape, elements: zip(x.elements, y.elements).map { $0 + $1 })
      case .level(let level):
        levels[level] = x
        return x
      }
    }
  }

  private static func activate(_ x: Double, _ activation: ActivationFunction) -> Double {
    switch activation {
    case .relu: max(0, x)
    case .tanh: tanh(x)
    case .sigmoid: 1 / (1 + exp(-x))
    }
  }

  private func convolve(_ layer: ConvolutionLayer, _ x: Tensor<Double>) -> Tensor<Double> {
    let kernel = layer.kernel
    let axes =
      layer.isTransposed
      ? (layer.inputs, layer.outputs / layer.groups) : (layer.outputs, layer.inputs / layer.groups)
    let w = Tensor(
      Shape(axes.0, axes.1, kernel.height, kernel.width),
      elements: parameters[layer.name + ".weight"] ?? [])
    let b =
      parameters[layer.name + ".bias"] ?? Array(repeating: 0, count: layer.outputs)
    let margin = layer.padding.top
    var y: Tensor<Double>
    if layer.isTransposed {
      y = Naive.transposed(x, w, b, stride: layer.stride.height, cut: margin)
    } else {
      let isZero = layer.paddingMode == .zero
      let padded =
        isZero
        ? x
        : Naive.gather(
          x, rows: ConvolutionTests.sources(x.shape.h, margin, layer.paddingMode),
          columns: ConvolutionTests.sources(x.shape.w, margin, layer.paddingMode))
      y = Naive.convolve(
        padded, w, b, stride: (layer.stride.height, layer.stride.width), zeros: isZero ? margin : 0,
        groups: layer.groups)
    }
    return layer.appliesReLU ? Naive.each(y) { max(0, $0) } : y
  }

  private func normalize(_ site: Site, _ x: Tensor<Double>) -> Tensor<Double> {
    let c = site.channels
    switch site.source {
    case .none: return x
    case .batch(let gamma, let beta, _, _):
      return Naive.batch(x, parameters[gamma] ?? [], parameters[beta] ?? [], epsilon: site.epsilon)
    case .instance(let gamma, let beta):
      return eachPicture(x) { n, picture in
        let row = rows.isEmpty ? 0 : rows[n]
        return Naive.instance(
          picture, Array(parameters[gamma]?[row * c..<(row + 1) * c] ?? []),
          Array(parameters[beta]?[row * c..<(row + 1) * c] ?? []), epsilon: site.epsilon)
      }
    case .style(let level):
      return eachPicture(x) { n, picture in
        let all = styles[level] ?? []
        let style = all[all.count == 1 ? 0 : n]
        return Naive.instance(
          picture, style.map(\.gamma), style.map(\.beta), epsilon: site.epsilon)
      }
    }
  }

  private func eachPicture(
    _ x: Tensor<Double>, _ body: (Int, Tensor<Double>) -> Tensor<Double>
  ) -> Tensor<Double> {
    let size = x.shape.count / x.shape.n
    let one = Shape(1, x.shape.c, x.shape.h, x.shape.w)
    let parts = (0..<x.shape.n).flatMap { n in
      body(n, Tensor(one, elements: Array(x.elements[n * size..<(n + 1) * size]))).elements
    }
    return Tensor(x.shape, elements: parts)
  }
}
