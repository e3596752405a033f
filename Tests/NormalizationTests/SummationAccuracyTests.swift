// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Sequences that are difficult for Float sums around a moving center.
///
/// Σd and Σd² of a run have at most 33 additions per lane, each with a rounding error of u = 2⁻²⁴
/// of half the total on average: a relative error of 16u if all have the same sign. The center is
/// off by m ≤ σ, so that σ² = Σd²/n − m² has the errors 16u · Σd²/n ≤ 16u · 2σ² and 2 · 16u · m² ≤
/// 32u · σ²: 64u of σ², that is 32u = 1.9e-6 of σ. Rounding errors of random sign are a tenth of
/// that.
@Suite struct SummationAccuracyTests {
  static let bound = 32 * 0x1p-24

  private func expectDeviation(_ values: [Float], _ name: String) {
    let x = Tensor(Shape(1, 1, 1, values.count), elements: values)
    let moments = x.planeMoments()[0]
    let wide = values.map(Wide.init)
    let mean = wide.reduce(0, +) / Wide(wide.count)
    let squares = wide.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = Double((squares / Wide(wide.count)).squareRoot())
    let error = (moments.deviation / deviation - 1).magnitude
    let offset = (moments.mean + moments.meanLow - Double(mean)).magnitude / deviation
    print("\(name): σ off by \(error), μ by \(offset) σ")
    #expect(error <= Self.bound, "\(name): \(moments.deviation) for \(deviation)")
    #expect(offset <= Self.bound, "\(name): mean \(moments.mean) for \(mean)")
    let y = InstanceNorm(.identity(channels: 1))(x)
    let difference = Difference(of: y, from: Naive.instance(x.widened, [1], [0]), name)
    #expect(difference.worst <= 2e-6, "\(difference)")
  }

  /// The first two mantissas are the worst of all 2²³ for 32 and for 64 additions per lane.
  @Test(arguments: [0x1.e32b2p+0, 0x1.f9094p+0, 1, 1 / 255, 0.7] as [Float])
  func stripesWithRoundingErrorsOfOneSignAreWithinTheBound(step: Float) {
    for period in [2, 8, 64, 2048, 16384] {
      expectDeviation(
        (0..<16384).map { $0 % period < period / 2 ? 0 : step }, "stripes \(step), \(period)")
    }
  }

  @Test func anOutlierOf1e4DeviationsIsWithinTheBound() {
    var random = SplitMix(seed: 23)
    for size in [5, 1023, 8191, 100_000] {
      let rest: Tensor<Float> = random.tensor(Shape(1, 1, 1, size))
      expectDeviation([1e4] + rest.elements, "outlier before \(size)")
      expectDeviation(rest.elements + [-1e4], "outlier after \(size)")
    }
  }

  @Test func aStepOf1e6InTheFirstBlockIsWithinTheBound() {
    var random = SplitMix(seed: 24)
    for place in [1, 100, 512, 8000] {
      let noise: Tensor<Float> = random.tensor(Shape(1, 1, 1, 20_000))
      expectDeviation(
        noise.elements.enumerated().map { $0 < place ? $1 : $1 + 1e6 }, "step at \(place)")
    }
  }

  /// The center of all later blocks is off by a million of their deviations.
  @Test func oneOutlierBeforeAllOtherValuesIsWithinTheBound() {
    var random = SplitMix(seed: 25)
    let noise: Tensor<Float> = random.tensor(Shape(1, 1, 1, 20_000), mean: 20_000)
    expectDeviation([-1e6] + noise.elements, "one value, then noise around 20 000")
  }

  @Test(arguments: [-1, 1, 1e5] as [Float]) func aSortedRampIsWithinTheBound(start: Float) {
    expectDeviation((0..<20_000).map { start + Float($0) / 16 }, "ramp from \(start)")
    expectDeviation((0..<20_000).map { start - Float($0) / 16 }, "ramp down from \(start)")
  }

  @Test func aMeanOf1e4DeviationsIsWithinTheBound() {
    var random = SplitMix(seed: 26)
    for size in [7, 1024, 40_000] {
      let x: Tensor<Float> = random.tensor(Shape(1, 1, 1, size), mean: 1e4)
      expectDeviation(x.elements, "mean 1e4, \(size)")
    }
  }
}
