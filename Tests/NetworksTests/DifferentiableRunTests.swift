// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Gradients of complete networks, and state of training runs.
@Suite struct DifferentiableRunTests {
  var bench = GradientTester()

  private func picture(_ shape: Shape, seed: UInt64) -> Tensor<Float> {
    var random = SplitMix(seed: seed)
    return random.tensor(shape, mean: 0.5, deviation: 0.2)
  }

  /// Returns random gradients of the moments at some levels.
  private mutating func gradients(of levels: LevelMoments) -> [Int: [MomentsGradient]] {
    levels.levels.mapValues { planes in
      planes.map { _ in
        MomentsGradient(mean: bench.random.normal(), variance: bench.random.normal())
      }
    }
  }

  private static func value(
    _ levels: [Int: Tensor<Double>], _ loss: [Int: [MomentsGradient]],
    _ features: [Int: Tensor<Double>]
  ) -> Double {
    loss.reduce(0) { sum, level in
      let planes = levels[level.key]?.planeMoments() ?? []
      return zip(level.value, planes).reduce(sum) {
        $0 + $1.0.mean * ($1.1.mean + $1.1.meanLow) + $1.0.variance * $1.1.variance
      }
    } + features.reduce(0) { $0 + GradientTester.dot($1.value, levels[$1.key] ?? $1.value) }
  }

  @Test mutating func gradientsAtEveryLevelOfVGG19ReachThePicture() throws {
    let description = NetworkDescription.vgg19(to: 2, input: .imageNet)
    let network = try Network(description, description.randomParameters())
    let x = picture(Shape(2, 3, 9, 8), seed: 1)
    let run = try DifferentiableRun(
      network, x.shape, encoderOnly: true, inputGradient: true, allowsWinograd: false)
    try run.forward(x)
    let loss = gradients(of: run.levels)
    let feature: Tensor<Float> = bench.random.tensor(run.features(at: 2).shape)
    var none: ParameterGradients = [:]
    let dx = try #require(
      try run.backward(
        from: OutputGradients(features: [2: Activation(feature)], moments: loss), into: &none))
    #expect(none.isEmpty)
    let reference = ReferenceNetwork(description.encoder, network.parameters)
    let range = description.input
    bench.compare(x.widened, dx.elements.map(Double.init), "picture") { picture in
      let inside = Tensor(
        picture.shape,
        elements: picture.elements.enumerated().map { i, value in
          let c = i / picture.shape.planeSize % 3
          return value * Double(range.scale[c]) + Double(range.offset[c])
        })
      return Self.value(reference.run(inside).levels, loss, [2: feature.widened])
    }
    #expect(bench.worst.error <= 1e-3, "\(bench.worst)")
  }

  /// The encoder runs on content and style; gradients pass from the sites back through both.
  @Test mutating func gradientsOfCompactPassThroughContentAndStyle() throws {
    let description = NetworkDescription.compact
    let network = try Network(description, description.randomParameters(seed: 7))
    let names = description.trainableNames
    let (x, s) = (picture(Shape(2, 3, 8, 12), seed: 2), picture(Shape(2, 3, 12, 8), seed: 3))
    let content = try DifferentiableRun(network, x.shape, trained: names, allowsWinograd: false)
    let style = try DifferentiableRun(
      network, s.shape, encoderOnly: true, trained: names, allowsWinograd: false)
    try style.forward(s)
    try content.forward(x, style: style.levels)
    let cotangent: Tensor<Float> = bench.random.tensor(x.shape)
    var sums: ParameterGradients = [:]
    #expect(try content.backward(from: OutputGradients(output: cotangent), into: &sums) == nil)
    try style.backward(from: OutputGradients(moments: content.styleGradients), into: &sums)
    #expect(Set(sums.keys) == names)
    let reference = ReferenceNetwork(description.encoder + description.decoder, network.parameters)
    let order = names.sorted()
    let values = order.flatMap { reference.parameters[$0] ?? [] }
    let found = order.flatMap { sums[$0] ?? [] }.map(Double.init)
    bench.compare(
      Tensor(Shape(1, 1, 1, values.count), elements: values), found, "all tensors"
    ) { moved in
      var (all, rest) = (reference, moved.elements[...])
      for name in order {
        let count = reference.parameters[name]?.count ?? 0
        all.parameters[name] = Array(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      var encoder = ReferenceNetwork(description.encoder, [:])
      encoder.parameters = all.parameters
      all.styles = encoder.run(s.widened).levels.mapValues { Self.affines($0) }
      return GradientTester.dot(all.run(x.widened).y, cotangent.widened)
    }
    #expect(bench.worst.error <= 1e-3, "\(bench.worst)")
  }

  private static func affines(_ x: Tensor<Double>) -> [[ChannelAffine]] {
    let (moments, c) = (x.planeMoments(), x.shape.c)
    return (0..<x.shape.n).map {
      Affine(of: Array(moments[$0 * c..<($0 + 1) * c]), estimator: DeviationEstimator()).channels
    }
  }

  /// Where a value is within rounding of 0, the derivative of a ReLU is 0 in one run and 1 in the
  /// other, and all gradients before it differ. One of three pictures must agree.
  @Test(arguments: [NetworkDescription.compact, .transfer(width: 16, blocks: 2)])
  mutating func winogradAndDirectGradientsMatch(
    description: NetworkDescription
  ) throws {
    let network = try Network(description, description.randomParameters())
    let errors = try (UInt64(4)...6).map { seed in
      let x = picture(Shape(2, 3, 32, 40), seed: seed)
      let cotangent: Tensor<Float> = bench.random.tensor(x.shape)
      return Self.worst(
        try gradients(of: network, at: x, cotangent, allowsWinograd: true),
        try gradients(of: network, at: x, cotangent, allowsWinograd: false))
    }
    #expect(errors.contains { $0 <= 1e-3 }, "\(description.name): \(errors)")
  }

  private func gradients(
    of network: Network, at x: Tensor<Float>, _ cotangent: Tensor<Float>, allowsWinograd: Bool
  ) throws -> ParameterGradients {
    let run = try DifferentiableRun(
      network, x.shape, trained: network.description.trainableNames, inputGradient: true,
      allowsWinograd: allowsWinograd)
    let moments = [1: 16, 2: 32, 3: 64].mapValues { channels in
      (0..<channels).map { Moments(mean: Double($0 % 3), variance: Double($0 % 5) + 0.5) }
    }
    try run.forward(x, style: LevelMoments(levels: moments))
    var sums: ParameterGradients = [:]
    sums["picture"] = try run.backward(from: OutputGradients(output: cotangent), into: &sums)?
      .elements
    return sums
  }

  /// Returns the largest difference divided by the largest value of its tensor. Gradients of biases
  /// before a normalization are 0 except for rounding; they are divided by 1e-3 of the largest
  /// value of all tensors.
  private static func worst(_ found: ParameterGradients, _ all: ParameterGradients) -> Float {
    let largest = all.mapValues { $0.reduce(0) { max($0, $1.magnitude) } }
    let least = 1e-3 * (largest.values.max() ?? 0)
    return all.reduce(0) { worst, tensor in
      let other = found[tensor.key] ?? []
      guard other.count == tensor.value.count else { return .infinity }
      let error = zip(tensor.value, other).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      return max(worst, error / max(least, largest[tensor.key] ?? 0))
    }
  }

  @Test mutating func untrainedTensorsHaveNoGradients() throws {
    let description = NetworkDescription.transfer(width: 4, blocks: 1)
    let network = try Network(description, description.randomParameters())
    let x = picture(Shape(1, 3, 12, 12), seed: 5)
    let cotangent: Tensor<Float> = bench.random.tensor(x.shape)
    let all = try [description.trainableNames, description.affineNames].map { names in
      let run = try DifferentiableRun(network, x.shape, trained: names, allowsWinograd: false)
      try run.forward(x)
      var sums: ParameterGradients = [:]
      try run.backward(from: OutputGradients(output: cotangent), into: &sums)
      return sums
    }
    #expect(Set(all[1].keys) == description.affineNames)
    for (name, values) in all[1] { #expect(all[0][name] == values, "\(name)") }
  }

  @Test mutating func gradientsAccumulateAndSetParametersReplacesWeights() throws {
    let description = NetworkDescription.transfer(width: 4, blocks: 1)
    let (first, second) = (
      description.randomParameters(seed: 1), description.randomParameters(seed: 2)
    )
    let x = picture(Shape(1, 3, 8, 8), seed: 6)
    let cotangent: Tensor<Float> = bench.random.tensor(x.shape)
    func gradients(_ run: DifferentiableRun, _ sums: inout ParameterGradients) throws {
      try run.forward(x)
      try run.backward(from: OutputGradients(output: cotangent), into: &sums)
    }
    let names = description.trainableNames
    let run = try DifferentiableRun(try Network(description, first), x.shape, trained: names)
    var (taken, fresh): (ParameterGradients, ParameterGradients) = ([:], [:])
    try gradients(run, &taken)
    let once = taken
    try gradients(run, &taken)
    for (name, values) in once { #expect(taken[name] == values.map { 2 * $0 }, "\(name)") }
    try run.setParameters(second)
    taken = [:]
    try gradients(run, &taken)
    try gradients(
      try DifferentiableRun(try Network(description, second), x.shape, trained: names), &fresh)
    #expect(taken == fresh)
  }

  @Test mutating func runningMomentsAreUpdatedAsInPyTorch() throws {
    let description = NetworkDescription.transfer(width: 4, blocks: 0, norm: .batch)
    var parameters = description.randomParameters()
    let run = try DifferentiableRun(
      try Network(description, parameters), Shape(2, 3, 8, 8), allowsWinograd: false)
    let x = picture(Shape(2, 3, 8, 8), seed: 7)
    try run.forward(x)
    let before = parameters
    run.updateRunningMoments(in: &parameters)
    let site = try #require(description.sites.first)
    guard case .batch(_, _, let mean, let variance) = site.source else { return }
    let first = Array(description.decoder.prefix(1))
    let inside = Tensor(x.shape, elements: x.widened.elements.map { $0 * 255 })
    let moments = Pool.batch.moments(
      ReferenceNetwork(first, before).run(inside).y.planeMoments(), in: Shape(2, 4, 8, 8))
    for c in 0..<4 {
      let expected = 0.9 * Double(before[mean]?.values[c] ?? .nan) + 0.1 * moments[c].mean
      #expect(abs(Double(parameters[mean]?.values[c] ?? .nan) - expected) < 1e-4)
      let spread =
        0.9 * Double(before[variance]?.values[c] ?? .nan) + 0.1 * moments[c].unbiasedVariance
      #expect(abs(Double(parameters[variance]?.values[c] ?? .nan) / spread - 1) < 1e-4)
    }
  }
}
