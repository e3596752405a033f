// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing
import Training

/// The measure of content and style.
@Suite struct JudgeTests {
  private static let parameters = NetworkDescription.vgg19(to: 4).randomParameters()

  private func lossNetwork(_ scales: [String: [Float]] = [:]) throws -> LossNetwork {
    try LossNetwork(Self.parameters, input: .caffe, scales: ActivationScales(scales))
  }

  private func picture(_ seed: UInt64) -> Tensor<Float> {
    var random = SplitMix(seed: seed)
    return random.tensor(Shape(1, 3, 24, 16), mean: 0.5, deviation: 0.2)
  }

  @Test func aPictureIsNotFarFromItself() throws {
    let one = try lossNetwork().impression(of: picture(1))
    #expect(one.content(from: one) == 0)
    #expect(one.style(from: one) == 0)
  }

  @Test func contentIsTheMeanSquare() {
    let (zeros, threes) = (impression([0, 0], of: [:]), impression([3, 1], of: [:]))
    #expect(zeros.content(from: threes) == 5)
  }

  @Test func styleIsTheSumOverLevelsOfMeanSquares() {
    // σ = √(variance + 1e-5) is a whole number here, but for the rounding of variances.
    let one = [1: [moments(0, 1), moments(2, 3)], 2: [moments(5, 2)]]
    let two = [1: [moments(1, 1), moments(2, 5)], 2: [moments(8, 6)]]
    let style = impression([0], of: one).style(from: impression([0], of: two))
    let expected = (1.0 + 0) / 2 + (0.0 + 4) / 2 + 9 + 16
    #expect(abs(style - expected) <= 1e-14 * expected)
  }

  private func impression(_ features: [Float], of levels: [Int: [Moments]]) -> PictureFeatures {
    PictureFeatures(
      features: Tensor(Shape(1, 1, 1, features.count), elements: features),
      levels: StyleMoments(levels: levels))
  }

  private func moments(_ mean: Double, _ deviation: Double) -> Moments {
    Moments(mean: mean, variance: deviation * deviation - 1e-5)
  }

  @Test func aScaleCountsOnceInALevel() throws {
    let plain = try lossNetwork().impression(of: picture(3)).levels.levels[1] ?? []
    let scales = ["conv1_1": (0..<64).map { Float($0 + 1) }]
    let scaled = try lossNetwork(scales).impression(of: picture(3)).levels.levels[1] ?? []
    for (c, (a, b)) in zip(plain, scaled).enumerated() {
      // Products of weights with a scale are rounded, 27 of them are added.
      #expect(abs(a.mean * Double(c + 1) - b.mean) <= 1e-5 * Double(c + 1) * (a.mean + a.deviation))
    }
  }

  @Test func aVGGWithoutALayerIsRefused() {
    var parameters = Self.parameters
    parameters["conv3_2.bias"] = nil
    #expect(throws: NetworkError.missing("conv3_2.bias")) {
      try LossNetwork(parameters, input: .caffe, scales: ActivationScales([:]))
    }
  }

  @Test func aTenthOfNoiseIsTwentyDecibels() {
    let zeros = Tensor<Float>(Shape(1, 3, 4, 4))
    let tenths = Tensor<Float>(Shape(1, 3, 4, 4), repeating: 0.1)
    // 0.1 in Float is off by 1.5e-8 of itself, which is 1.3e-7 dB.
    #expect(abs(tenths.psnr(to: zeros) - 20) < 2e-7)
  }
}
