// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import TestSupport
import Testing

/// Every variant compared with values computed with NumPy by Tests/Reference/reference.py.
@Suite struct ReferenceTests {
  @Test func floatIsWithin2e6OfNumPyAnd8e6ForMean1e4() throws {
    for input in try ReferenceFixture.load().inputs {
      try expectAll(Float.self, input, within: input.name == "mean 1e4" ? 8e-6 : 2e-6)
    }
  }

  @Test func doubleIsWithin1e12OfNumPy() throws {
    for input in try ReferenceFixture.load().inputs {
      try expectAll(Double.self, input, within: 1e-12)
    }
  }

  private func expectAll<Scalar: TensorScalar>(
    _: Scalar.Type, _ input: ReferenceFixture.Input, within tolerance: Double
  ) throws {
    let fixture = try ReferenceFixture.load()
    let x: Tensor<Scalar> = input.x.tensor()
    #expect(input.cases.count == 16)
    for example in input.cases {
      let normalizer = try #require(
        fixture.normalizer(example.name, Scalar.self, input), "unknown variant ‘\(example.name)’")
      let error = Difference(
        of: normalizer(x), from: Tensor(x.shape, elements: example.expected), example.name)
      #expect(error.worst <= tolerance, "\(input.name), \(Scalar.self): \(error)")
    }
  }

  @Test func runningMomentsEqualThoseOfPyTorch() throws {
    var running = RunningMoments(channels: 4)
    for batch in try ReferenceFixture.load().batches {
      let x: Tensor<Double> = batch.x.tensor()
      running.update(with: Pool.batch.moments(x.planeMoments(), in: x.shape))
      for c in 0..<4 {
        #expect((running.mean[c] - batch.mean[c]).magnitude <= 1e-14)
        #expect((running.variance[c] / batch.variance[c] - 1).magnitude <= 1e-14)
      }
    }
  }
}
