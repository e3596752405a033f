// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing
import Training

/// Features in the loss network and their distances.
@Suite struct LossNetworkTests {
  private static let parameters = NetworkDescription.vgg19(to: 4).randomParameters()

  private func lossNetwork(_ scales: [String: [Float]] = [:]) throws -> LossNetwork {
    try LossNetwork(Self.parameters, input: .caffe, scales: ActivationScales(scales))
  }

  private func picture(_ seed: UInt64) -> Tensor<Float> {
    var random = SplitMix(seed: seed)
    return random.tensor(Shape(1, 3, 24, 16), mean: 0.5, deviation: 0.2)
  }

  @Test func distancesOfAPictureToItselfAreZero() throws {
    let one = try lossNetwork().features(of: picture(1))
    #expect(one.contentDistance(to: one) == 0)
    #expect(one.styleDistance(to: one) == 0)
  }

  @Test func contentDistanceIsTheMeanSquaredError() {
    let (zeros, threes) = (features([0, 0], of: [:]), features([3, 1], of: [:]))
    #expect(zeros.contentDistance(to: threes) == 5)
  }

  @Test func styleDistanceIsTheSumOverLevelsOfMeanSquares() {
    // σ = √(variance + 1e-5) is an integer here, up to the rounding of variances.
    let one = [1: [moments(0, 1), moments(2, 3)], 2: [moments(5, 2)]]
    let two = [1: [moments(1, 1), moments(2, 5)], 2: [moments(8, 6)]]
    let style = features([0], of: one).styleDistance(to: features([0], of: two))
    let expected = (1.0 + 0) / 2 + (0.0 + 4) / 2 + 9 + 16
    #expect(abs(style - expected) <= 1e-14 * expected)
  }

  private func features(_ features: [Float], of levels: [Int: [Moments]]) -> PictureFeatures {
    PictureFeatures(
      features: Tensor(Shape(1, 1, 1, features.count), elements: features),
      moments: LevelMoments(levels: levels))
  }

  private func moments(_ mean: Double, _ deviation: Double) -> Moments {
    Moments(mean: mean, variance: deviation * deviation - 1e-5)
  }

  @Test func scalesApplyOncePerLevel() throws {
    let plain = try lossNetwork().features(of: picture(3)).moments.levels[1] ?? []
    let scales = ["conv1_1": (0..<64).map { Float($0 + 1) }]
    let scaled = try lossNetwork(scales).features(of: picture(3)).moments.levels[1] ?? []
    for (c, (a, b)) in zip(plain, scaled).enumerated() {
      // Products of weights and scale are rounded, and 27 of them are added.
      #expect(abs(a.mean * Double(c + 1) - b.mean) <= 1e-5 * Double(c + 1) * (a.mean + a.deviation))
    }
  }

  @Test func missingTensorsAreRefused() {
    var parameters = Self.parameters
    parameters["conv3_2.bias"] = nil
    #expect(throws: NetworkError.missing("conv3_2.bias")) {
      try LossNetwork(parameters, input: .caffe, scales: ActivationScales([:]))
    }
  }

  @Test func differenceOfOneTenthIsTwentyDecibels() {
    let zeros = Tensor<Float>(Shape(1, 3, 4, 4))
    let tenths = Tensor<Float>(Shape(1, 3, 4, 4), repeating: 0.1)
    // 0.1 in Float has a relative error of 1.5e-8, which is 1.3e-7 dB.
    #expect(abs(tenths.psnr(to: zeros) - 20) < 2e-7)
  }
}
