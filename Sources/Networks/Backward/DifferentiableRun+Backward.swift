// SPDX-License-Identifier: MIT

import COneDNN
import Normalization

extension DifferentiableRun {
  /// Backpropagates a loss through the last forward pass and adds the gradients of trained tensors.
  ///
  /// Sets `styleGradients`. Tensors that `sums` lacks start at 0.
  /// - Returns: the gradient with respect to the input picture if `inputGradient` was set.
  /// - Throws: `NetworkError.oneDNN`; `sums` then holds some of the gradients.
  /// - Precondition: `forward` was called, and the gradients have its shapes.
  @discardableResult
  public func backward(
    from loss: OutputGradients, into sums: inout ParameterGradients
  ) throws(NetworkError) -> Tensor<Float>? {
    onednn_set_threads(Int32(run.threads))
    for name in trained where sums[name] == nil {
      sums[name] = Array(repeating: 0, count: parameters[name]?.values.count ?? 0)
    }
    memory.clear()
    styleGradients = [:]
    if let output = loss.output { writeOutputGradient(output) }
    var picture: Tensor<Float>?
    for step in run.plan.steps.reversed() { try backward(step, loss, &sums, &picture) }
    return picture
  }

  private func backward(
    _ step: PlanStep, _ loss: OutputGradients, _ sums: inout ParameterGradients,
    _ picture: inout Tensor<Float>?
  ) throws(NetworkError) {
    if case .measureLevel(let level, let source) = step {
      return addLevelGradient(loss, level, source)
    }
    guard let target = step.target, gradientPlan.isNeeded[target], memory.has(target) else {
      return
    }
    switch step {
    case .load(let load): picture = load.backward(memory[target], run.shape)
    case .convolve(let index, let source, _): try backward(index, source, target, &sums)
    case .gather(let gather): backward(gather, &sums)
    case .pool(let pool):
      guard let dx = gradient(pool.source.buffer) else { return }
      pool.backward(memory[target], at: values(pool.source.buffer), dx)
    case .measure, .measureLevel: break
    }
  }

  /// Returns the target for the gradient of a buffer; nil if it is not needed.
  private func gradient(_ buffer: Int) -> GradientTarget? {
    guard gradientPlan.isNeeded[buffer] else { return nil }
    return memory.target(buffer, masksReLU: gradientPlan.isMasked[buffer])
  }

  private func values(_ buffer: Int) -> BlockedPixels { run.memory.blocks(buffer) }

  /// Writes the gradient of the network's output.
  private func writeOutputGradient(_ output: Tensor<Float>) {
    let buffer = run.plan.output
    guard let dy = gradient(buffer) else { return }
    let load = LoadStep.outputGradient(
      buffer, gradientPlan.layouts[buffer], output.shape, run.network.description.output)
    precondition(
      output.shape == run.resultShape, "a gradient \(output.shape) of \(run.resultShape)")
    output.elements.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      load.run(first, output.shape, dy.blocks.floats, dy.blocks.layout)
    }
    guard dy.masksReLU else { return }
    dy.blocks.backward(dy.blocks, at: values(buffer), [], accumulates: false, masksReLU: true)
  }

  /// Adds the gradients at a level: of its values, and of its moments,
  /// dx = dμ / n + 2 · dσ² · (x − μ) / n.
  private func addLevelGradient(_ loss: OutputGradients, _ level: Int, _ buffer: Int) {
    let (features, moments) = (loss.features[level], loss.moments[level])
    guard features != nil || moments != nil, let dx = gradient(buffer) else { return }
    precondition(
      features.map { $0.shape == dx.blocks.layout.shape } ?? true,
      "a gradient \(features.map { "\($0.shape)" } ?? "") at level \(level), \(dx.blocks.layout.shape)"
    )
    let levelMoments = run.levels.levels[level] ?? []
    // Without gradients of moments, the gradient of the features passes unchanged.
    let none = MomentsGradient(mean: 0, variance: 0)
    let coefficients = momentCoefficients(
      moments ?? Array(repeating: none, count: levelMoments.count), levelMoments)
    dx.blocks.backward(
      features?.blocks, at: values(buffer), BlockBackward.all(coefficients, dx.blocks.layout),
      accumulates: dx.accumulates, masksReLU: dx.masksReLU)
  }

  private func momentCoefficients(
    _ gradients: [MomentsGradient], _ moments: [Moments]
  ) -> [BackwardCoefficients<Float>] {
    precondition(
      gradients.count == moments.count, "\(gradients.count) gradients of \(moments.count) moments")
    return zip(gradients, moments).map { gradient, moments in
      let n = Double(moments.count)
      return BackwardCoefficients(
        PlaneBackward(dyScale: 1, xScale: 2 * gradient.variance / n, constant: gradient.mean / n),
        around: moments)
    }
  }

  private func backward(
    _ index: Int, _ source: Int, _ target: Int, _ sums: inout ParameterGradients
  ) throws(NetworkError) {
    let (dy, scratchpad) = (memory[target].floats, run.memory.scratchpad)
    try weightGradients[index]?.run(run.memory[source], dy, scratchpad: scratchpad, into: &sums)
    guard let data = dataGradients[index], let dx = gradient(source) else { return }
    let isDirect = !dx.accumulates && !dx.masksReLU
    // The temporary buffer is accumulated and masked in a pass of its own.
    let result = isDirect ? dx.blocks : memory.temporary(like: source)
    try data.run(result.floats, dy, scratchpad: scratchpad)
    if !isDirect {
      dx.blocks.backward(
        result, at: values(source), [], accumulates: dx.accumulates, masksReLU: dx.masksReLU)
    }
  }
}
