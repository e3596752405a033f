// SPDX-License-Identifier: MIT

import COneDNN
import Normalization

/// A network over pictures of one shape: memory, prepared convolutions, and how far it has come.
///
/// Activations before each site stay; after a change the run begins again at the first site that
/// was changed. Not for two threads at once.
public final class NetworkRun {
  /// The network.
  public let network: Network
  /// N × 3 × H × W of the pictures.
  public let shape: Shape
  /// What it takes.
  public let need: MemoryRequirement
  let plan: Plan
  let threads: Int
  let memory: RunMemory
  let convolutions: [PreparedConvolution]
  private(set) var normalizers: [(any Normalizer)?]
  private var picture: Tensor<Float>?
  /// Steps whose results still hold.
  private(set) var done = 0
  /// The moments of the planes of each site's input, as far as the run has come.
  public private(set) var moments: [[Moments]]
  private(set) var levels = StyleMoments()

  /// A run of a whole network, or of its encoder alone to measure styles.
  ///
  /// Without `keeps` every run begins at the picture, and takes less memory. `mayTransform` allows
  /// Winograd's convolutions, which are faster and good to 2e-3 of the largest value.
  /// - Throws: `NetworkError`. No large memory is taken before the first run.
  public convenience init(
    _ network: Network, _ shape: Shape, encoderOnly: Bool = false, keeps: Bool = true,
    mayTransform: Bool = true, threads: Int = defaultThreads
  ) throws(NetworkError) {
    try self.init(
      network, shape, encoderOnly: encoderOnly, keeping: keeps ? .sites : .nothing,
      mayTransform: mayTransform, threads: threads)
  }

  /// A run that measures its levels if it is one of the encoder alone, or keeps everything; its
  /// convolutions share nothing with others.
  init(
    _ network: Network, _ shape: Shape, encoderOnly: Bool, keeping: Keeping, mayTransform: Bool,
    threads: Int
  ) throws(NetworkError) {
    guard onednn_version() != nil else { throw .noLibrary }
    (self.network, self.shape, self.threads) = (network, shape, threads)
    onednn_set_threads(Int32(threads))
    let description = network.description
    plan = try PlanBuilder.plan(
      encoderOnly ? description.encoder : description.encoder + description.decoder, shape,
      shape.c == 3 ? description.input : nil,
      multiple: encoderOnly || description.output == nil ? 1 : description.multiple,
      takesLevels: encoderOnly || keeping == .all, mayFold: keeping != .all)
    if !encoderOnly && description.output != nil {
      try plan.check(picture: shape, multiple: description.multiple)
    }
    convolutions = try Self.prepare(
      plan, network, mayTransform, keeping == .all ? nil : network.packedWeights)
    memory = RunMemory(plan, convolutions, keeping)
    need = memory.need
    moments = Array(repeating: [], count: plan.sites.count)
    normalizers = plan.sites.map { network.normalizer(at: $0.site) }
  }

  private static func prepare(
    _ plan: Plan, _ network: Network, _ mayTransform: Bool, _ cache: PackedWeightsCache?
  ) throws(NetworkError) -> [PreparedConvolution] {
    var result: [PreparedConvolution] = []
    for planned in plan.convolutions {
      let weights = ConvolutionWeights(
        planned.layer, in: network.parameters, isPlain: !planned.input.isBlocked,
        output: planned.output, inputFold: planned.input.fold)
      result.append(
        try PreparedConvolution(
          weights, planned.input, planned.output, frame: planned.frame,
          allowsWinograd: mayTransform, cache: cache))
    }
    return result
  }

  /// The sites, in order.
  public var sites: [Site] { plan.sites.map(\.site) }

  /// Takes other pictures. - Precondition: they have the run's shape.
  public func show(_ picture: Tensor<Float>) {
    precondition(picture.shape == shape, "\(picture.shape) for \(shape)")
    self.picture = picture
    done = 0
  }

  /// Chooses what a site does; nil for nothing. What comes before it stays as it is.
  public func choose(_ normalizer: (any Normalizer)?, at site: Int) {
    normalizers[site] = normalizer
    done = min(done, plan.sites[site].resume)
  }

  /// Chooses the style's moments, or the file's γ and β, at every site.
  public func choose(_ style: StyleMoments) {
    for (index, planned) in plan.sites.enumerated() {
      choose(network.normalizer(at: planned.site, style: style), at: index)
    }
  }

  /// What the network gives, or nil when `isStale` said between two layers that nobody waits.
  ///
  /// N × C × H × W; a picture is cropped to the size it had, RGB 0…1 and not clamped.
  /// - Precondition: there are pictures.
  public func output(
    isStale: () -> Bool = { false }
  ) throws(NetworkError) -> Tensor<Float>? {
    try advance(to: plan.steps.count, isStale) ? result : nil
  }

  /// The last buffer as `output` gives it.
  var result: Tensor<Float> {
    let (layout, range) = (plan.layouts[plan.output], network.description.output)
    let size = SpatialSize(resultShape.h, resultShape.w)
    return layout.tensor(memory[plan.output], size: size, range: range)
  }

  /// A picture is as large as it was.
  var resultShape: Shape {
    let inside = plan.layouts[plan.output].shape
    return network.description.output == nil
      ? inside : Shape(inside.n, inside.c, shape.h, shape.w)
  }

  /// The style's moments at every level, or nil when nobody waits any more.
  /// - Precondition: the run was made for the encoder alone.
  public func styleMoments(
    isStale: () -> Bool = { false }
  ) throws(NetworkError) -> StyleMoments? {
    try advance(to: plan.steps.count, isStale) ? levels : nil
  }

  func advance(to end: Int, _ isStale: () -> Bool) throws(NetworkError) -> Bool {
    // Each thread that asks has a number of its own, and this may be another than made the run.
    onednn_set_threads(Int32(threads))
    done = memory.keeping == .nothing ? 0 : plan.restart(before: done)
    for index in done..<end {
      if isStale() { return false }
      try run(plan.steps[index])
      done = index + 1
    }
    return true
  }

  func run(_ step: PlanStep) throws(NetworkError) {
    switch step {
    case .load(let load):
      guard let picture else {
        preconditionFailure("no picture to run \(network.description.name)")
      }
      picture.elements.withUnsafeBufferPointer { values in
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

  private func run(_ gather: Gather) {
    let layout = plan.layouts[gather.source.buffer]
    let steps = gather.site.map { self.steps(at: $0) } ?? []
    let lines = steps.isEmpty ? [] : BlockScaleShift.all(steps, layout)
    gather.run(
      memory.blocks(gather.source.buffer), gather.added.map { memory.blocks($0.buffer) },
      memory.blocks(gather.target), lines: lines)
  }
}
