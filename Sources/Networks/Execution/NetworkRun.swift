// SPDX-License-Identifier: MIT

import COneDNN
import Normalization

/// A run of a network on inputs of one shape: memory, prepared convolutions and progress.
///
/// Activations before each site are saved: after a change, a run restarts at the first changed
/// site. Not thread-safe; use one run per thread.
public final class NetworkRun {
  /// The network.
  public let network: Network
  /// The shape of the input, N × 3 × H × W for pictures.
  public let shape: Shape
  /// The memory that the run needs.
  public let memoryRequirement: MemoryRequirement
  let plan: Plan
  let threads: Int
  let memory: RunMemory
  let convolutions: [PreparedConvolution]
  private(set) var normalizers: [(any Normalizer)?]
  private var input: Tensor<Float>?
  /// The number of steps whose results are valid.
  private(set) var completedSteps = 0
  /// The moments of the planes of each site's input, for sites that the run has reached.
  public private(set) var moments: [[Moments]]
  private(set) var levels = LevelMoments()

  /// A run of a network, or of its encoder alone to measure styles. Allocates no large memory.
  ///
  /// - Parameters:
  ///   - keepsActivations: whether a run restarts at the first changed site; if not, it starts at
  ///     the input and takes less memory.
  ///   - allowsWinograd: whether convolutions may use Winograd's algorithm, which is faster and
  ///     accurate to 2e-3 of the largest value.
  /// - Throws: `NetworkError`.
  public convenience init(
    _ network: Network, _ shape: Shape, encoderOnly: Bool = false, keepsActivations: Bool = true,
    allowsWinograd: Bool = true, threads: Int = defaultThreads
  ) throws(NetworkError) {
    try self.init(
      network, shape, encoderOnly: encoderOnly, saved: keepsActivations ? .beforeSites : .none,
      allowsWinograd: allowsWinograd, threads: threads)
  }

  /// A run that measures levels if it is of the encoder alone or saves all activations. With all
  /// activations saved, its packed weights may change and are not shared.
  init(
    _ network: Network, _ shape: Shape, encoderOnly: Bool, saved: SavedActivations,
    allowsWinograd: Bool, threads: Int
  ) throws(NetworkError) {
    guard onednn_version() != nil else { throw .noLibrary }
    (self.network, self.shape, self.threads) = (network, shape, threads)
    onednn_set_threads(Int32(threads))
    let description = network.description
    plan = try PlanBuilder.plan(
      encoderOnly ? description.encoder : description.encoder + description.decoder, shape,
      shape.c == 3 ? description.input : nil,
      multiple: encoderOnly || description.output == nil ? 1 : description.multiple,
      measuresLevels: encoderOnly || saved == .all, sharesVectors: saved != .all)
    if !encoderOnly && description.output != nil {
      try plan.check(picture: shape, multiple: description.multiple)
    }
    convolutions = try Self.prepare(
      plan, network, allowsWinograd, saved == .all ? nil : network.packedWeights)
    memory = RunMemory(plan, convolutions, saved)
    memoryRequirement = memory.memoryRequirement
    moments = Array(repeating: [], count: plan.sites.count)
    normalizers = plan.sites.map { network.normalizer(at: $0.site) }
  }

  private static func prepare(
    _ plan: Plan, _ network: Network, _ allowsWinograd: Bool, _ cache: PackedWeightsCache?
  ) throws(NetworkError) -> [PreparedConvolution] {
    var result: [PreparedConvolution] = []
    for planned in plan.convolutions {
      let weights = ConvolutionWeights(
        planned.layer, in: network.parameters, isPlain: !planned.input.isBlocked,
        output: planned.output, inputPixels: planned.input.columnsPerVector)
      result.append(
        try PreparedConvolution(
          weights, planned.input, planned.output, implicitPadding: planned.implicitPadding,
          allowsWinograd: allowsWinograd, cache: cache))
    }
    return result
  }

  /// The sites, in order.
  public var sites: [Site] { plan.sites.map(\.site) }

  /// Sets the input. - Precondition: it has the run's shape.
  public func setInput(_ input: Tensor<Float>) {
    precondition(input.shape == shape, "an input \(input.shape) for a run of \(shape)")
    self.input = input
    completedSteps = 0
  }

  /// Sets the normalizer of a site; nil for none. Results before the site stay valid.
  public func setNormalizer(_ normalizer: (any Normalizer)?, at site: Int) {
    normalizers[site] = normalizer
    completedSteps = min(completedSteps, plan.sites[site].firstDependentStep)
  }

  /// Sets the normalizers of all sites from the style, or from the network's γ and β.
  public func setStyle(_ style: LevelMoments) {
    for (index, planned) in plan.sites.enumerated() {
      setNormalizer(network.normalizer(at: planned.site, style: style), at: index)
    }
  }

  /// Returns the network's output, or nil if `isCancelled`, called between layers, returned true.
  ///
  /// The output is N × C × H × W; a picture has the size of the input, in RGB 0…1, not clamped.
  /// - Throws: `NetworkError.oneDNN`. - Precondition: the input is set.
  public func output(
    isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Tensor<Float>? {
    try advance(to: plan.steps.count, isCancelled) ? result : nil
  }

  /// The last buffer as a tensor.
  var result: Tensor<Float> {
    let (layout, range) = (plan.layouts[plan.output], network.description.output)
    let size = SpatialSize(resultShape.h, resultShape.w)
    return layout.tensor(memory[plan.output], size: size, range: range)
  }

  /// A picture is cropped to the size of the input.
  var resultShape: Shape {
    let inside = plan.layouts[plan.output].shape
    return network.description.output == nil
      ? inside : Shape(inside.n, inside.c, shape.h, shape.w)
  }

  /// Returns the style moments at every level, or nil if the run was cancelled.
  /// - Throws: `NetworkError.oneDNN`. - Precondition: the run is one of the encoder alone.
  public func levelMoments(
    isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> LevelMoments? {
    try advance(to: plan.steps.count, isCancelled) ? levels : nil
  }

  func advance(to end: Int, _ isCancelled: () -> Bool) throws(NetworkError) -> Bool {
    // OpenMP's number of threads belongs to the calling thread, which may differ from the one that
    // created the run.
    onednn_set_threads(Int32(threads))
    completedSteps = memory.saved == .none ? 0 : plan.restart(before: completedSteps)
    for index in completedSteps..<end {
      if isCancelled() { return false }
      try run(plan.steps[index])
      completedSteps = index + 1
    }
    return true
  }

  func run(_ step: PlanStep) throws(NetworkError) {
    switch step {
    case .load(let load):
      guard let input else {
        preconditionFailure("the input of \(network.description.name) is not set")
      }
      input.elements.withUnsafeBufferPointer { values in
        guard let first = values.baseAddress else { return }
        load.run(first, shape, memory[load.target], plan.layouts[load.target])
      }
    case .convolve(let index, let source, let target):
      try convolutions[index].run(memory[source], memory[target], scratchpad: memory.scratchpad)
    case .gather(let gather): run(gather)
    case .pool(let pool): pool.run(memory.blocks(pool.source.buffer), memory.blocks(pool.target))
    case .measure(let site, let source):
      moments[site] = BlockMoments.measure(memory[source], plan.layouts[source])
    case .measureLevel(let level, let source):
      levels.levels[level] = BlockMoments.measure(memory[source], plan.layouts[source])
    }
  }

  private func run(_ gather: GatherStep) {
    let layout = plan.layouts[gather.source.buffer]
    let transforms = gather.site.map { self.transforms(at: $0) } ?? []
    let scaleShifts = transforms.isEmpty ? [] : BlockScaleShift.all(transforms, layout)
    gather.run(
      memory.blocks(gather.source.buffer), gather.addend.map { memory.blocks($0.buffer) },
      memory.blocks(gather.target), scaleShifts: scaleShifts)
  }
}
