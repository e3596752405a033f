// SPDX-License-Identifier: MIT

import COneDNN
import Normalization

extension TrainingRun {
  /// Walks the steps of the last run backwards and adds the gradients of what is trained.
  ///
  /// Gives that of the picture where it was asked for. Afterwards `styleGradients` say what the loss
  /// wants of the style's moments. Tensors without a gradient yet begin at 0.
  /// - Precondition: a run has gone before; the loss speaks of its shapes.
  @discardableResult
  public func backward(
    from loss: Cotangents, into sums: inout ParameterGradients
  ) throws(NetworkError) -> Tensor<Float>? {
    onednn_set_threads(Int32(run.threads))
    for name in trained where sums[name] == nil {
      sums[name] = Array(repeating: 0, count: parameters[name]?.values.count ?? 0)
    }
    memory.clear()
    styleGradients = [:]
    if let output = loss.output { put(output) }
    var picture: Tensor<Float>?
    for step in run.plan.steps.reversed() { try backward(step, loss, &sums, &picture) }
    return picture
  }

  private func backward(
    _ step: PlanStep, _ loss: Cotangents, _ sums: inout ParameterGradients,
    _ picture: inout Tensor<Float>?
  ) throws(NetworkError) {
    if case .measureLevel(let level, let source) = step { return inject(loss, level, source) }
    guard let target = step.target, gradientPlan.isNeeded[target], memory.has(target) else {
      return
    }
    switch step {
    case .load(let load): picture = load.reverse(memory[target], run.shape)
    case .convolve(let index, let source, _): try backward(index, source, target, &sums)
    case .gather(let gather): reverse(gather, &sums)
    case .pool(let pool):
      guard let dx = gradient(pool.source.buffer) else { return }
      pool.reverse(memory[target], at: values(pool.source.buffer), dx)
    case .measure, .measureLevel: break
    }
  }

  /// Where to write a buffer's gradient; nil where nobody asks for it.
  private func gradient(_ buffer: Int) -> Gather.Reversed? {
    guard gradientPlan.isNeeded[buffer] else { return nil }
    return memory.fill(buffer, masks: gradientPlan.isMasked[buffer])
  }

  private func values(_ buffer: Int) -> Gather.Blocks { run.memory.blocks(buffer) }

  /// The gradient of the network's output.
  private func put(_ output: Tensor<Float>) {
    let buffer = run.plan.output
    guard let dy = gradient(buffer) else { return }
    let load = PictureLoad.outputGradient(
      buffer, gradientPlan.layouts[buffer], output.shape, run.network.description.output)
    precondition(
      output.shape == run.resultShape, "a gradient \(output.shape) of \(run.resultShape)")
    output.elements.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      load.run(first, output.shape, dy.blocks.floats, dy.blocks.layout)
    }
    if dy.masks { dy.blocks.reverse(dy.blocks, at: values(buffer), [], adds: false, masks: true) }
  }

  /// What the loss says of a level: of its values, and of its moments,
  /// dx = dμ / n + 2 · dσ² · (x − μ) / n.
  private func inject(_ loss: Cotangents, _ level: Int, _ buffer: Int) {
    let (features, moments) = (loss.features[level], loss.moments[level])
    guard features != nil || moments != nil, let dx = gradient(buffer) else { return }
    precondition(
      features.map { $0.shape == dx.blocks.layout.shape } ?? true, "a gradient at level \(level)")
    let own = run.levels.levels[level] ?? []
    // Where only features are looked at, their gradient passes as it is.
    let none = MomentsGradient(mean: 0, variance: 0)
    let lines = momentLines(moments ?? Array(repeating: none, count: own.count), own)
    dx.blocks.reverse(
      features?.blocks, at: values(buffer), BlockBackward.all(lines, dx.blocks.layout),
      adds: dx.adds, masks: dx.masks)
  }

  private func momentLines(
    _ gradients: [MomentsGradient], _ moments: [Moments]
  ) -> [BackwardCoefficients<Float>] {
    precondition(
      gradients.count == moments.count, "\(gradients.count) gradients of \(moments.count) moments")
    return zip(gradients, moments).map { gradient, own in
      let n = Double(own.count)
      return BackwardCoefficients(
        PlaneBackward(dyScale: 1, xScale: 2 * gradient.variance / n, constant: gradient.mean / n),
        around: own)
    }
  }

  private func backward(
    _ index: Int, _ source: Int, _ target: Int, _ sums: inout ParameterGradients
  ) throws(NetworkError) {
    let (dy, scratchpad) = (memory[target].floats, run.memory.scratchpad)
    try weightGradients[index]?.run(run.memory[source], dy, scratchpad: scratchpad, into: &sums)
    guard let data = dataGradients[index], let dx = gradient(source) else { return }
    let isLast = !dx.adds && !dx.masks
    // What is there already, and where x is 0, is dealt with on the way out of the work space.
    let own = isLast ? dx.blocks : memory.work(like: source)
    try data.run(own.floats, dy, scratchpad: scratchpad)
    if !isLast {
      dx.blocks.reverse(own, at: values(source), [], adds: dx.adds, masks: dx.masks)
    }
  }
}
