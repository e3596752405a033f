// SPDX-License-Identifier: MIT

import COneDNN
import Normalization

/// A network over batches of one shape, forwards and then backwards. Not for two threads at once.
///
/// Forwards it is a `NetworkRun` that keeps every activation; backwards the same steps are walked the
/// other way round, each with its gradient beside it (Training.md).
public final class TrainingRun {
  let run: NetworkRun
  let trained: Set<String>
  /// Whether a style's moments have gradients: the encoder that they come from is trained.
  let trainsStyle: Bool
  let gradientPlan: GradientPlan
  let memory: GradientMemory
  /// For each convolution, dx from dy where it is asked for.
  let dataGradients: [PreparedConvolution?]
  /// For each convolution, dw and db where they are asked for.
  let weightGradients: [ConvolutionGradient?]
  var parameters: Parameters
  /// What the last run normalized with: the row of each picture, and the style.
  var rows: [Int] = []
  var style = StyleMoments()
  /// What the last loss said of the style's moments: as many as `forward` was given.
  public internal(set) var styleGradients: [Int: [MomentsGradient]] = [:]

  /// A run of a whole network, or of its encoder alone.
  ///
  /// `trained` are the names of the tensors that gradients are asked of; with `givesPicture` the
  /// picture has one too. What is neither is not computed. `mayTransform` allows Winograd's
  /// convolutions, good to 2e-3 of the largest value. - Throws: `NetworkError`.
  public init(
    _ network: Network, _ shape: Shape, encoderOnly: Bool = false, trained: Set<String> = [],
    givesPicture: Bool = false, mayTransform: Bool = true, threads: Int = defaultThreads
  ) throws(NetworkError) {
    let run = try NetworkRun(
      network, shape, encoderOnly: encoderOnly, keeping: .all, mayTransform: mayTransform,
      threads: threads)
    let trainsStyle = !trained.isDisjoint(with: network.description.encoderNames)
    let gradients = GradientPlan(
      run.plan, givesPicture: givesPicture, trainsConvolution: { $0.isTrained(in: trained) },
      trainsSite: { $0.isTrained(in: trained) || trainsStyle && $0.takesStyle })
    let prepared = try Self.prepare(run, gradients, trained, mayTransform)
    (self.run, self.trained, parameters) = (run, trained, network.parameters)
    (self.trainsStyle, gradientPlan) = (trainsStyle, gradients)
    (dataGradients, weightGradients) = (prepared.map(\.data), prepared.map(\.weights))
    memory = GradientMemory(run.plan, gradients)
    run.memory.reserved = prepared.reduce(0) {
      max($0, $1.data?.scratchpadBytes ?? 0, $1.weights?.scratchpadBytes ?? 0)
    }
  }

  private typealias Pair = (data: PreparedConvolution?, weights: ConvolutionGradient?)

  private static func prepare(
    _ run: NetworkRun, _ gradients: GradientPlan, _ trained: Set<String>, _ mayTransform: Bool
  ) throws(NetworkError) -> [Pair] {
    var result = Array(repeating: Pair(nil, nil), count: run.convolutions.count)
    for case .convolve(let index, let source, let target) in run.plan.steps
    where gradients.isNeeded[target] {
      let planned = run.plan.convolutions[index]
      if gradients.isNeeded[source] {
        result[index].data = try PreparedConvolution(
          ConvolutionWeights(planned.layer, in: run.network.parameters, isPlain: false),
          gradients.layouts[source], planned.output, frame: planned.frame,
          pass: ConvolutionBackwardData, allowsWinograd: mayTransform)
      }
      if planned.layer.isTrained(in: trained) {
        result[index].weights = try ConvolutionGradient(
          run.convolutions[index].weights, planned.input, planned.output, frame: planned.frame,
          allowsWinograd: mayTransform)
      }
    }
    return result
  }

  /// Replaces the values of trained tensors and of running moments, after each optimizer step.
  /// - Precondition: shapes are unchanged. - Throws: `NetworkError.oneDNN`.
  public func setParameters(_ parameters: Parameters) throws(NetworkError) {
    self.parameters = parameters
    for (index, convolution) in run.convolutions.enumerated() {
      let layer = convolution.weights.layer
      guard layer.isTrained(in: trained) else { continue }
      try convolution.setWeights(
        ConvolutionWeights(layer, in: parameters, isPlain: !convolution.input.isBlocked))
      try dataGradients[index]?.setWeights(
        ConvolutionWeights(layer, in: parameters, isPlain: false))
    }
  }
}

extension ConvolutionLayer {
  /// Whether its weights or its bias are among the trained.
  func isTrained(in trained: Set<String>) -> Bool {
    trained.contains(weightName) || hasBias && trained.contains(biasName)
  }
}
