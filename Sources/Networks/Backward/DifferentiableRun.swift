// SPDX-License-Identifier: MIT

import COneDNN
import Normalization

/// Forward and backward passes of a network on batches of one shape. Not thread-safe.
///
/// The forward pass is a `NetworkRun` that saves every activation; the backward pass visits the
/// same steps in reverse (Training.md).
public final class DifferentiableRun {
  let run: NetworkRun
  let trained: Set<String>
  /// Whether the style's moments have gradients, because the encoder is trained.
  let trainsStyle: Bool
  let gradientPlan: GradientPlan
  let memory: GradientMemory
  /// dx from dy for each convolution, where it is needed.
  let dataGradients: [PreparedConvolution?]
  /// dw and db for each convolution, where they are needed.
  let weightGradients: [ConvolutionGradient?]
  var parameters: Parameters
  /// The row of each picture and the style of the last forward pass.
  var rows: [Int] = []
  var style = LevelMoments()
  /// Gradients of the last loss with respect to the moments of the style given to `forward`.
  public internal(set) var styleGradients: [Int: [MomentsGradient]] = [:]

  /// A run of a network, or of its encoder alone.
  ///
  /// - Parameters:
  ///   - trained: names of the tensors whose gradients are computed.
  ///   - inputGradient: whether the gradient of the input picture is computed.
  ///   - allowsWinograd: whether convolutions may use Winograd's algorithm, which is accurate to
  ///     2e-3 of the largest value.
  /// - Throws: `NetworkError`.
  public init(
    _ network: Network, _ shape: Shape, encoderOnly: Bool = false, trained: Set<String> = [],
    inputGradient: Bool = false, allowsWinograd: Bool = true, threads: Int = defaultThreads
  ) throws(NetworkError) {
    let run = try NetworkRun(
      network, shape, encoderOnly: encoderOnly, saved: .all, allowsWinograd: allowsWinograd,
      threads: threads)
    let trainsStyle = !trained.isDisjoint(with: network.description.encoderNames)
    let gradients = GradientPlan(
      run.plan, inputGradient: inputGradient, trainsConvolution: { $0.isTrained(in: trained) },
      trainsSite: { $0.isTrained(in: trained) || trainsStyle && $0.takesStyle })
    let prepared = try Self.prepare(run, gradients, trained, allowsWinograd)
    (self.run, self.trained, parameters) = (run, trained, network.parameters)
    (self.trainsStyle, gradientPlan) = (trainsStyle, gradients)
    (dataGradients, weightGradients) = (prepared.map(\.data), prepared.map(\.weights))
    memory = GradientMemory(run.plan, gradients)
    run.memory.additionalScratchpad = prepared.reduce(0) {
      max($0, $1.data?.scratchpadBytes ?? 0, $1.weights?.scratchpadBytes ?? 0)
    }
  }

  private typealias Pair = (data: PreparedConvolution?, weights: ConvolutionGradient?)

  private static func prepare(
    _ run: NetworkRun, _ gradients: GradientPlan, _ trained: Set<String>, _ allowsWinograd: Bool
  ) throws(NetworkError) -> [Pair] {
    var result = Array(repeating: Pair(nil, nil), count: run.convolutions.count)
    for case .convolve(let index, let source, let target) in run.plan.steps
    where gradients.isNeeded[target] {
      let planned = run.plan.convolutions[index]
      if gradients.isNeeded[source] {
        result[index].data = try PreparedConvolution(
          ConvolutionWeights(planned.layer, in: run.network.parameters, isPlain: false),
          gradients.layouts[source], planned.output, implicitPadding: planned.implicitPadding,
          pass: ConvolutionBackwardData, allowsWinograd: allowsWinograd)
      }
      if planned.layer.isTrained(in: trained) {
        result[index].weights = try ConvolutionGradient(
          run.convolutions[index].weights, planned.input, planned.output,
          implicitPadding: planned.implicitPadding)
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
  /// Whether the weights or the bias are trained.
  func isTrained(in trained: Set<String>) -> Bool {
    trained.contains(weightName) || hasBias && trained.contains(biasName)
  }
}
