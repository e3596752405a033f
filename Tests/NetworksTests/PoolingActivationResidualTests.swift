// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization
import TestSupport
import Testing

/// Pooling, upsampling, activation functions and residual blocks against plain loops.
@Suite struct PoolingActivationResidualTests {
  var bench = LayerTester()
  let shapes = [1, 3, 16, 17].flatMap { c in
    [(1, 1), (2, 3), (5, 4), (7, 6)].map { Shape(2, c, $0.0, $0.1) }
  }

  @Test(arguments: PoolingLayer.Reduction.allCases, [false, true])
  mutating func poolingMatchesPlainLoops(kind: PoolingLayer.Reduction, isCeiling: Bool) throws {
    for shape in shapes {
      for (window, stride) in [(2, 2), (3, 2), (2, 1), (3, 3)] {
        guard isCeiling || min(shape.h, shape.w) >= window else { continue }
        let x = bench.tensor(shape)
        let layer = PoolingLayer(kind, window: window, stride: stride, isCeiling: isCeiling)
        let expected = Naive.pool(
          x.widened, isMaximum: kind == .max, window: window, stride: stride,
          isCeiling: isCeiling)
        bench.compare(try bench.run([.pooling(layer)], x), expected, "\(layer)")
      }
    }
    #expect(bench.worst.worst <= 2e-7, "\(bench.worst)")
  }

  @Test mutating func upsamplingAndActivationFunctionsMatchPlainLoops() throws {
    let activations: [(ActivationFunction, (Double) -> Double)] = [
      (.relu, { max(0, $0) }), (.tanh, { tanh($0) }), (.sigmoid, { 1 / (1 + exp(-$0)) }),
    ]
    for shape in shapes {
      for (activation, function) in activations {
        let x = bench.random.tensor(shape, deviation: 4) as Tensor<Float>
        let expected = Naive.gather(
          Naive.each(x.widened, function), rows: (0..<2 * shape.h).map { $0 / 2 },
          columns: (0..<2 * shape.w).map { $0 / 2 })
        let found = try bench.run([.activation(activation), .upsampling], x)
        bench.compare(found, expected, "\(activation)")
        bench.compare(
          try bench.run([.upsampling, .activation(activation)], x), expected, "\(activation)")
      }
    }
    #expect(bench.worst.worst <= 4e-7, "\(bench.worst)")
  }

  @Test mutating func aResidualBlockAddsItsInput() throws {
    for paddingMode in PaddingMode.allCases {
      for before in [[Layer](), [.activation(.relu)]] {
        let x = bench.tensor(Shape(1, 17, 5, 6))
        var layer = ConvolutionLayer("c", 17, 17, kernel: SpatialSize(3))
        (layer.padding, layer.paddingMode) = (Padding(1), paddingMode)
        let parameters = bench.parameters(layer, weights: Shape(17, 17, 3, 3))
        let body: [Layer] = [.convolution(layer), .activation(.tanh)]
        let straight = try bench.run(before + body, x, parameters).widened
        let start = before.isEmpty ? x.widened : Naive.each(x.widened) { max(0, $0) }
        let sums = zip(start.elements, straight.elements).map { $0 + $1 }
        let found = try bench.run(before + [.residual(body)], x, parameters)
        bench.compare(found, Tensor(x.shape, elements: sums), "\(paddingMode)")
        // A residual block, an activation function of its sum, and another block that pads it.
        let twice = try bench.run(
          before + [.residual(body), .activation(.relu), .residual(body)], x, parameters)
        let middle = Tensor<Float>(x.shape, elements: sums.map { Float(max(0, $0)) })
        let again = try bench.run([.residual(body)], middle, parameters)
        bench.compare(twice, again.widened, "\(paddingMode) twice")
      }
    }
    #expect(bench.worst.worst <= 1e-6, "\(bench.worst)")
  }
}
