// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// How long a step of training takes: an AdaIN network whose encoder is trained too, seen by VGG-19
/// to relu4_1, losses as in `AdaINObjective`, Adam. All weights are random and no picture is read.
public struct TrainingBenchmark {
  /// A part of a step and its milliseconds, the median over the rounds.
  public typealias Stage = (name: String, milliseconds: Double)
  /// The parts, in order.
  public let stages: [Stage]

  /// The milliseconds of a whole step.
  public var milliseconds: Double { stages.reduce(0) { $0 + $1.milliseconds } }

  /// Measures steps over batches N × 3 × H × W. The first is not counted. - Throws: `NetworkError`.
  public init(_ shape: Shape, rounds: Int = 9) throws(NetworkError) {
    var step = try Step(shape)
    var all: [[Stage]] = []
    for round in 0...rounds {
      let stages = try step.run()
      if round > 0 { all.append(stages) }
    }
    stages = all[0].indices.map { i in
      (all[0][i].name, all.map { $0[i].milliseconds }.sorted()[rounds / 2])
    }
  }
}

/// The networks, pictures and weights of a step.
private struct Step {
  private let content, style: TrainingRun
  private let perceptualLoss: PerceptualLoss
  private let x, s: Tensor<Float>
  private var parameters: Parameters
  private var descent = Optimizer(.adam)
  private let weights = LossWeights()

  init(_ shape: Shape) throws(NetworkError) {
    let description = NetworkDescription.compact
    parameters = description.randomParameters()
    let network = try Network(description, parameters)
    let names = description.trainableNames
    content = try TrainingRun(network, shape, trained: names)
    style = try TrainingRun(network, shape, encoderOnly: true, trained: names)
    let lossNetwork = NetworkDescription.vgg19(to: LossNetwork.content)
    perceptualLoss = try PerceptualLoss(
      try LossNetwork(lossNetwork.randomParameters(), input: .caffe, scales: ActivationScales([:])),
      shape)
    (x, s) = (Self.picture(shape, 7919), Self.picture(shape, 7907))
  }

  private static func picture(_ shape: Shape, _ factor: Int) -> Tensor<Float> {
    Tensor(shape, elements: (0..<shape.count).map { Float($0 * factor % 256) / 255 })
  }

  /// A step, and how long its parts took.
  mutating func run() throws(NetworkError) -> [TrainingBenchmark.Stage] {
    var stages: [TrainingBenchmark.Stage] = []
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
    let y = try time("network") { () throws(NetworkError) in
      try style.forward(s)
      try content.forward(x, style: style.levels)
      return content.output
    }
    let (goal, target) = try time("loss network: content and style") { () throws(NetworkError) in
      (
        try perceptualLoss.look(at: s).levels,
        ContentTarget.normalized(of: try perceptualLoss.look(at: x).features)
      )
    }
    var marks = try time("losses of the picture") { PictureMarks(y, weights) }
    let evaluated = try time("loss network, forward and backward") { () throws(NetworkError) in
      try perceptualLoss.loss(of: y, content: target, style: .moments(goal), weights)
    }
    var gradients: ParameterGradients = [:]
    try time("network backwards") { () throws(NetworkError) in
      marks.add(evaluated.parts, evaluated.gradient)
      try content.backward(from: Cotangents(output: marks.gradient), into: &gradients)
      try style.backward(from: Cotangents(moments: content.styleGradients), into: &gradients)
    }
    try time("Adam") { () throws(NetworkError) in
      try descent.update(&parameters, by: gradients, rate: 1e-4)
    }
    return stages
  }
}
