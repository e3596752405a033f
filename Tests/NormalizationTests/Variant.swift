// SPDX-License-Identifier: MIT

import Normalization
import TestSupport

/// Normalizer with random parameters, and its expected output from the reference implementation.
struct Variant {
  let name: String
  let normalizer: any Normalizer
  let expected: Tensor<Double>

  /// Returns all variants for a tensor.
  /// - Parameter mean: approximate mean of its values, for the running moments.
  static func all<Scalar: TensorScalar>(
    for x: Tensor<Scalar>, mean: Double = 0, _ random: inout SplitMix
  ) -> [Variant] {
    pooled(x.widened, mean, &random) + conditional(x.widened, &random) + adaptive(x, &random)
  }

  private static func pooled(
    _ x: Tensor<Double>, _ mean: Double, _ random: inout SplitMix
  ) -> [Variant] {
    let c = x.shape.c
    let (gamma, beta) = (random.parameters(c), random.parameters(c))
    let affine = Affine(gamma: gamma, beta: beta)
    let means = (0..<c).map { _ in mean + random.normal() }
    let variances = (0..<c).map { _ in 0.5 + random.normal().magnitude }
    let running = RunningMoments(mean: means, variance: variances)
    let groups = (1...c).filter { c % $0 == 0 }.map { g in
      Variant(
        name: "group(\(g))", normalizer: GroupNorm(affine, groups: g),
        expected: Naive.group(x, groups: g, gamma, beta))
    }
    return groups + [
      Variant(
        name: "batch", normalizer: BatchNorm(affine), expected: Naive.batch(x, gamma, beta)),
      Variant(
        name: "running", normalizer: BatchNorm(affine, running: running),
        expected: Naive.running(x, means, variances, gamma, beta)),
      Variant(
        name: "instance", normalizer: InstanceNorm(affine, epsilon: 1e-3),
        expected: Naive.instance(x, gamma, beta, epsilon: 1e-3)),
      Variant(
        name: "layer", normalizer: LayerNorm(affine), expected: Naive.layer(x, gamma, beta)),
    ]
  }

  private static func conditional(_ x: Tensor<Double>, _ random: inout SplitMix) -> [Variant] {
    let gammas = (0..<3).map { _ in random.parameters(x.shape.c) }
    let betas = (0..<3).map { _ in random.parameters(x.shape.c) }
    let table = zip(gammas, betas).map { Affine(gamma: $0, beta: $1) }
    let weights = [0.75, -0.5, 1.25]
    return [
      Variant(
        name: "conditional row", normalizer: ConditionalInstanceNorm(table: table, row: 1),
        expected: Naive.instance(x, gammas[1], betas[1])),
      Variant(
        name: "conditional mixture",
        normalizer: ConditionalInstanceNorm(table: table, weights: weights),
        expected: Naive.conditional(x, gammas, betas, weights: weights)),
    ]
  }
}
