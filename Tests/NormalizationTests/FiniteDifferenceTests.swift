// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Backward passes compared with central differences, for a random cotangent c and a random
/// direction v: ⟨dx, v⟩ against the derivative of f(t) = ⟨c, y(x + t · v)⟩ at t = 0.
///
/// D(h) = (f(h) − f(−h)) / 2h has the truncation error h² · f‴/6, so D(2h) − D(h) ≈ h² · f‴/2 is
/// three times that of D(h). Rounding adds at most the error of f / h, where each y is within 16
/// units in the last place of Σ|c · y|. The tolerance is the sum of both.
@Suite struct FiniteDifferenceTests {
  static let alphas = [0, 0.3, 1, 1.7]
  static let shapes = [Shape(3, 4, 3, 4), Shape(1, 2, 2, 7), Shape(2, 3, 4, 4)]
  static let step = 1e-4

  /// Edits of a base's γ and β on some channels; one factor is 0, one is negative.
  static let edits = [
    0: AffineEdit(factor: 1.3, offset: -2), 1: AffineEdit(factor: -0.4, offset: 0.7),
    2: AffineEdit(factor: 0, offset: 1),
  ]

  /// The base alone and within each wrapper, and wrappers within wrappers.
  private func wrapped(_ base: any Normalizer, alpha: Double) -> [(String, any Normalizer)] {
    let mixed = MixedNorm(base, alpha: alpha)
    let edited = EditedNorm(base, edits: Self.edits)
    return [
      ("alone", base), ("mixed", mixed), ("edited", edited),
      ("edited mix", EditedNorm(mixed, edits: Self.edits)),
      ("mix of edited", MixedNorm(edited, alpha: alpha)),
      ("mix of mix", MixedNorm(mixed, alpha: 0.6)),
      ("edited identity", EditedNorm(mixed, edits: Self.edits, usesIdentityAffine: true)),
    ]
  }

  @Test(arguments: alphas)
  func dxOfEveryNormalizerAndWrapperMatchesCentralDifferences(alpha: Double) {
    var random = SplitMix(seed: 3)
    for shape in Self.shapes {
      let x: Tensor<Double> = random.tensor(shape, mean: 0.5)
      let cotangent: Tensor<Double> = random.tensor(shape)
      let direction: Tensor<Double> = random.tensor(shape)
      for variant in Variant.all(for: x, &random) {
        for (wrapper, normalizer) in wrapped(variant.normalizer, alpha: alpha) {
          let dx = normalizer.backward(cotangent, at: x).dx
          let expected = Derivative(step: Self.step) { t in
            let moved = zip(x.elements, direction.elements).map { $0 + t * $1 }
            return products(cotangent, normalizer(Tensor(shape, elements: moved)))
          }
          let found = products(dx, direction).reduce(0, +)
          #expect(
            abs(found - expected.value) <= expected.tolerance,
            "\(wrapper) \(variant.name) \(shape) α=\(alpha): \(found), \(expected)")
          // Ignoring the moments of x in γ and β causes errors of about 0.01 to 5.
          #expect(expected.tolerance < 1e-4, "\(wrapper) \(variant.name): \(expected)")
        }
      }
    }
  }

  /// y is affine in γ and β, so a difference of size 1 has only rounding errors.
  @Test(arguments: alphas)
  func gradientsOfGammaAndBetaMatchDifferences(alpha: Double) {
    var random = SplitMix(seed: 4)
    let x: Tensor<Double> = random.tensor(Shape(2, 3, 4, 5), mean: 0.5)
    let cotangent: Tensor<Double> = random.tensor(x.shape)
    let affine = Affine(gamma: random.parameters(3), beta: random.parameters(3))
    let bases: [(Affine) -> any Normalizer] = [
      { InstanceNorm($0) }, { BatchNorm($0) }, { LayerNorm($0) }, { GroupNorm($0, groups: 3) },
      { BatchNorm($0, running: RunningMoments(mean: [1, 0, 2], variance: [1, 2, 0.5])) },
      { ConditionalInstanceNorm(table: [$0], row: 0) },
      { AdaptiveInstanceNorm(styles: [$0], alpha: alpha) },
    ]
    for (index, base) in bases.enumerated() {
      for (position, (wrapper, normalizer)) in wrapped(base(affine), alpha: alpha).enumerated() {
        let found = normalizer.backward(cotangent, at: x).channels
        for c in 0..<3 {
          func value(_ gamma: Double, _ beta: Double) -> [Double] {
            var moved = affine
            moved.channels[c].gamma += gamma
            moved.channels[c].beta += beta
            return products(cotangent, wrapped(base(moved), alpha: alpha)[position].1(x))
          }
          let (start, gamma, beta) = (value(0, 0), value(1, 0), value(0, 1))
          let bound = 16 * 0x1p-53 * (start + gamma + beta).reduce(0) { $0 + abs($1) }
          let differences = [gamma, beta].map { $0.reduce(0, +) - start.reduce(0, +) }
          let name = "\(wrapper) \(index) channel \(c) α=\(alpha)"
          #expect(abs(found[c].gamma - differences[0]) <= bound, "γ of \(name)")
          #expect(abs(found[c].beta - differences[1]) <= bound, "β of \(name)")
        }
      }
    }
  }

  /// At α = 0 the output is x, also where all values are equal and ε is 0.
  @Test func constantInputWithoutEpsilonPassesTheIdentityShareBack() {
    let x = Tensor<Double>(Shape(1, 2, 3, 3), repeating: 7)
    let dy = Tensor<Double>(x.shape, elements: (0..<18).map(Double.init))
    let base = InstanceNorm(.identity(channels: 2), epsilon: 0)
    let found = MixedNorm(base, alpha: 0.25).backward(dy, at: x)
    #expect(found.dx.elements == dy.elements.map { 0.75 * $0 })
    #expect(found.planes.map(\.beta) == [0.25 * 36, 0.25 * 117])
  }
}

/// The terms of ⟨a, b⟩.
private func products(_ a: Tensor<Double>, _ b: Tensor<Double>) -> [Double] {
  zip(a.elements, b.elements).map { $0 * $1 }
}

/// The derivative at 0 of a sum of terms that depend on t, with a bound of its error.
private struct Derivative: CustomStringConvertible {
  let value: Double
  let tolerance: Double

  init(step h: Double, of terms: (Double) -> [Double]) {
    func difference(_ h: Double) -> Double {
      zip(terms(h), terms(-h)).reduce(0) { $0 + ($1.0 - $1.1) } / (2 * h)
    }
    value = difference(h)
    let size = terms(0).reduce(0) { $0 + abs($1) }
    tolerance = abs(difference(2 * h) - value) + 16 * 0x1p-53 * size / h
  }

  var description: String { "\(value) ± \(tolerance)" }
}
