// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Duration of a training step: an AdaIN network trained with its encoder, the losses of
/// `AdaINObjective` in VGG-19 up to relu4_1, and Adam. Weights are random; no picture is read.
public struct TrainingBenchmark {
  /// A part of a step and its duration in milliseconds, the median over the rounds.
  public typealias Timing = (name: String, milliseconds: Double)
  /// Parts of a step, in order.
  public let stages: [Timing]

  /// Duration of a step in milliseconds.
  public var milliseconds: Double { stages.reduce(0) { $0 + $1.milliseconds } }

  /// Measures steps with batches N × 3 × H × W, after one warm-up step. - Throws: `NetworkError`.
  public init(_ shape: Shape, rounds: Int = 9) throws(NetworkError) {
    var step = try BenchmarkStep(shape)
    var timings: [[Timing]] = []
    for round in 0...rounds {
      let stages = try step.run()
      if round > 0 { timings.append(stages) }
    }
    stages = timings[0].indices.map { i in
      (timings[0][i].name, timings.map { $0[i].milliseconds }.sorted()[rounds / 2])
    }
  }
}

/// Networks, pictures and optimizer of a step.
private struct BenchmarkStep {
  private let content, style: DifferentiableRun
  private let perceptualLoss: PerceptualLoss
  private let x, s: Tensor<Float>
  private var parameters: Parameters
  private var optimizer = Optimizer(.adam)
  private let weights = LossWeights()

  init(_ shape: Shape) throws(NetworkError) {
    let description = NetworkDescription.compact
    parameters = description.randomParameters()
    let network = try Network(description, parameters)
    let names = description.trainableNames
    content = try DifferentiableRun(network, shape, trained: names)
    style = try DifferentiableRun(network, shape, encoderOnly: true, trained: names)
    let vgg = NetworkDescription.vgg19(to: LossNetwork.contentLevel)
    perceptualLoss = try PerceptualLoss(
      try LossNetwork(vgg.randomParameters(), input: .caffe, scales: ActivationScales([:])),
      shape)
    (x, s) = (Self.picture(shape, 7919), Self.picture(shape, 7907))
  }

  private static func picture(_ shape: Shape, _ factor: Int) -> Tensor<Float> {
    Tensor(shape, elements: (0..<shape.count).map { Float($0 * factor % 256) / 255 })
  }

  /// Performs a step and returns the durations of its parts.
  mutating func run() throws(NetworkError) -> [TrainingBenchmark.Timing] {
    var stages: [TrainingBenchmark.Timing] = []
    let clock = ContinuousClock()
    func time<Result>(
      _ name: String, _ body: () throws(NetworkError) -> Result
    ) throws(NetworkError) -> Result {
      let start = clock.now
      let result = try body()
      stages.append((name, (clock.now - start) / .milliseconds(1)))
      return result
    }
    try time("weights") { () throws(NetworkError) in
      try content.setParameters(parameters)
      try style.setParameters(parameters)
    }
    let y = try time("network, forward") { () throws(NetworkError) in
      try style.forward(s)
      try content.forward(x, style: style.levels)
      return content.output
    }
    let (styleTarget, contentTarget) = try time("loss network: content and style") {
      () throws(NetworkError) in
      (
        try perceptualLoss.features(of: s).moments,
        ContentTarget.normalized(of: try perceptualLoss.features(of: x).features)
      )
    }
    var loss = try time("pixel losses") { () throws(NetworkError) in LossAccumulator(y, weights) }
    let perceptual = try time("loss network, forward and backward") {
      () throws(NetworkError) in
      try perceptualLoss.loss(of: y, content: contentTarget, style: .moments(styleTarget), weights)
    }
    var gradients: ParameterGradients = [:]
    try time("network, backward") { () throws(NetworkError) in
      loss.add(perceptual.terms, perceptual.gradient)
      try content.backward(from: OutputGradients(output: loss.gradient), into: &gradients)
      try style.backward(from: OutputGradients(moments: content.styleGradients), into: &gradients)
    }
    try time("Adam") { () throws(NetworkError) in
      try optimizer.update(&parameters, with: gradients, learningRate: 1e-4)
    }
    return stages
  }
}
