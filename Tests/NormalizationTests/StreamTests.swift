// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Streams that are hard for sums in Float around a moving centre.
///
/// Σd and Σd² of a run pass through at most 33 additions a lane, each rounded by u = 2⁻²⁴ of half
/// the total on average: relative errors of 16u when all go one way. The centre is off by m ≤ σ, so
/// that σ² = Σd²/n − m² takes 16u of Σd²/n ≤ 2σ² and 2 · 16u of m² ≤ σ²: 64u of σ², 32u = 1.9e-6 of
/// σ. Roundings that go either way leave a tenth of that.
@Suite struct StreamTests {
  static let bound = 32 * 0x1p-24

  private func expectDeviation(_ values: [Float], _ name: String) {
    let x = Tensor(Shape(1, 1, 1, values.count), elements: values)
    let moments = x.planeMoments()[0]
    let wide = values.map(Wide.init)
    let mean = wide.reduce(0, +) / Wide(wide.count)
    let squares = wide.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = Double((squares / Wide(wide.count)).squareRoot())
    let error = (moments.deviation / deviation - 1).magnitude
    let offset = (moments.mean + moments.tail - Double(mean)).magnitude / deviation
    print("\(name): σ off by \(error), μ by \(offset) σ")
    #expect(error <= Self.bound, "\(name): \(moments.deviation) for \(deviation)")
    #expect(offset <= Self.bound, "\(name): mean \(moments.mean) for \(mean)")
    let y = InstanceNorm(.identity(channels: 1))(x)
    let difference = Difference(of: y, from: Naive.instance(x.widened, [1], [0]), name)
    #expect(difference.worst <= 2e-6, "\(difference)")
  }

  /// The two mantissas are the worst of all 2²³ with 32 and with 64 additions a lane.
  @Test(arguments: [0x1.e32b2p+0, 0x1.f9094p+0, 1, 1 / 255, 0.7] as [Float])
  func stripesOfTwoValuesRoundAllOneWayAndAreStillRight(step: Float) {
    for period in [2, 8, 64, 2048, 16384] {
      expectDeviation(
        (0..<16384).map { $0 % period < period / 2 ? 0 : step }, "stripes \(step), \(period)")
    }
  }

  @Test func aFirstValueOf1e4DeviationsIsForgotten() {
    var random = SplitMix(seed: 23)
    for size in [5, 1023, 8191, 100_000] {
      let rest: Tensor<Float> = random.tensor(Shape(1, 1, 1, size))
      expectDeviation([1e4] + rest.elements, "outlier before \(size)")
      expectDeviation(rest.elements + [-1e4], "outlier after \(size)")
    }
  }

  @Test func aStepOf1e6InTheFirstBlockIsRight() {
    var random = SplitMix(seed: 24)
    for place in [1, 100, 512, 8000] {
      let noise: Tensor<Float> = random.tensor(Shape(1, 1, 1, 20_000))
      expectDeviation(
        noise.elements.enumerated().map { $0 < place ? $1 : $1 + 1e6 }, "step at \(place)")
    }
  }

  /// After a step the centre of all later blocks is wrong by a million deviations of theirs.
  @Test func aStepThatIsAlmostEverythingIsRight() {
    var random = SplitMix(seed: 25)
    let noise: Tensor<Float> = random.tensor(Shape(1, 1, 1, 20_000), mean: 20_000)
    expectDeviation([-1e6] + noise.elements, "one value, then noise around 20 000")
  }

  @Test(arguments: [-1, 1, 1e5] as [Float]) func aSortedRampIsRight(start: Float) {
    expectDeviation((0..<20_000).map { start + Float($0) / 16 }, "ramp from \(start)")
    expectDeviation((0..<20_000).map { start - Float($0) / 16 }, "ramp down from \(start)")
  }

  @Test func aMeanOf1e4DeviationsCostsNothing() {
    var random = SplitMix(seed: 26)
    for size in [7, 1024, 40_000] {
      let x: Tensor<Float> = random.tensor(Shape(1, 1, 1, size), mean: 1e4)
      expectDeviation(x.elements, "mean 1e4, \(size)")
    }
  }
}
