// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing
import Training

/// Gram matrices, their loss and its gradient, compared with loops in Double and finite
/// differences.
@Suite struct GramTests {
  private var random = SplitMix(seed: 8)

  private func gram(_ x: Tensor<Double>) -> [[Double]] {
    (0..<x.shape.n).map { n in
      (0..<x.shape.c * x.shape.c).map { i in
        let rows = zip(x.plane(n, i / x.shape.c), x.plane(n, i % x.shape.c))
        return rows.reduce(0) { $0 + $1.0 * $1.1 } / Double(x.shape.c * x.shape.planeSize)
      }
    }
  }

  private func value(_ x: Tensor<Double>, _ target: [[Double]]) -> Double {
    let terms = gram(x).enumerated().flatMap { n, matrix in
      zip(matrix, target[target.count == 1 ? 0 : n]).map { ($0 - $1) * ($0 - $1) }
    }
    return terms.reduce(0, +) / Double(terms.count)
  }

  @Test(arguments: [1, 3, 16, 17, 64], [1, 2])
  mutating func matricesLossAndGradientMatchTheReference(channels: Int, targets: Int) throws {
    let shape = Shape(2, channels, 5, 7)
    let x: Tensor<Float> = random.tensor(shape)
    let style: Tensor<Float> = random.tensor(Shape(targets, channels, 5, 7), mean: 0.3)
    let grams = try GramMatrices(shape)
    let found = try grams(Activation(x))
    for (matrix, expected) in zip(found, gram(x.widened)) {
      // Sums of 35 products of Float near 1, over C · 35.
      for (a, b) in zip(matrix, expected) { #expect(abs(Double(a) - b) <= 4e-6 / Double(channels)) }
    }
    let target = gram(style.widened)
    let loss = GramLoss.loss(found, to: target.map { $0.map(Float.init) }, weight: 1)
    let expected = value(x.widened, target)
    #expect(abs(loss.value - expected) <= 1e-4 * expected)
    let dx = try grams.gradient(loss.gradient, at: Activation(x)).tensor
    let line: Tensor<Double> = random.tensor(shape)
    let slope = zip(dx.elements, line.elements).reduce(0) { $0 + Double($1.0) * $1.1 }
    let h = 1e-5
    let ends = [h, -h].map { t in
      value(
        Tensor(shape, elements: zip(x.widened.elements, line.elements).map { $0 + t * $1 }),
        target)
    }
    let size = dx.elements.reduce(0) { $0 + Double($1 * $1) }.squareRoot()
    #expect(abs(slope - (ends[0] - ends[1]) / (2 * h)) <= 1e-3 * size)
  }
}
