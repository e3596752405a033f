// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// Random weights for benchmarks and tests: uniform with variance 2 / inputs (He et al. 2015), γ
  /// near 1, β near 0. Deterministic for a seed.
  public func randomParameters(seed: UInt64 = 1) -> Parameters {
    var source = LinearCongruentialGenerator(state: seed)
    var result: Parameters = [:]
    for layer in convolutions {
      let shape = layer.weightShape
      let inputs = shape.dropFirst().reduce(1, *)
      let bound = (6 / Float(inputs)).squareRoot()
      result[layer.weightName] = source.parameter(shape, -bound...bound)
      if layer.hasBias {
        result[layer.biasName] = source.parameter([layer.outputs], -0.1...0.1)
      }
    }
    for site in sites {
      for (i, name) in site.parameterNames.enumerated() {
        // γ and variances are near 1, β and means near 0.
        let center: Float = i == 0 || i == 3 ? 1 : 0
        result[name] = source.parameter([site.channels], center - 0.5...center + 0.5)
      }
    }
    return result
  }
}

/// Knuth's linear congruential generator, of which the upper bits are used.
private struct LinearCongruentialGenerator {
  var state: UInt64

  mutating func parameter(_ shape: [Int], _ range: ClosedRange<Float>) -> Parameter {
    let width = range.upperBound - range.lowerBound
    let values = (0..<shape.reduce(1, *)).map { _ -> Float in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + width * Float(state >> 40) * 0x1p-24
    }
    return Parameter(shape, values)
  }
}
