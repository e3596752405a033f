// SPDX-License-Identifier: MIT

import Normalization

/// An activation N × C × H × W in blocks of sixteen channels, as losses see it.
///
/// It may lie in the memory of a run, and then holds until the run goes forward again.
public struct Activation {
  let layout: ActivationLayout
  private let memory: AlignedFloats
  private let offset: Int

  init(_ layout: ActivationLayout, in memory: AlignedFloats, at offset: Int) {
    (self.layout, self.memory, self.offset) = (layout, memory, offset)
  }

  /// Memory of its own; what is in it at first is not said.
  init(_ layout: ActivationLayout) {
    self.init(layout, in: AlignedFloats(layout.floats), at: 0)
  }

  /// A tensor in blocks. Lanes past C are 0.
  public init(_ tensor: Tensor<Float>) {
    self.init(.blocked(tensor.shape))
    let shape = tensor.shape
    let load = PictureLoad(
      target: 0, rows: Array(0..<shape.h), columns: Array(0..<shape.w), range: nil)
    tensor.elements.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      load.run(first, shape, start, layout)
    }
  }

  /// The extents.
  public var shape: Shape { layout.shape }

  /// The first value.
  var start: UnsafeMutablePointer<Float> { memory.start + offset }
  /// By pixels.
  var blocks: Gather.Blocks { Gather.Blocks(start, layout) }

  /// As N × C × H × W.
  public var tensor: Tensor<Float> {
    layout.tensor(start, size: SpatialSize(shape.h, shape.w), range: nil)
  }

  /// The same values in memory of their own.
  public func copy() -> Activation {
    let result = Activation(layout)
    result.start.update(from: start, count: layout.floats)
    return result
  }

  /// Every plane after its step. - Precondition: one step a plane.
  public func applying(_ steps: [PlaneTransform]) -> Activation {
    precondition(steps.count == shape.planes, "\(steps.count) steps for \(shape)")
    let result = Activation(layout)
    let gather = Gather(
      source: .init(buffer: 0), added: nil, target: 0, rows: Array(0..<shape.h),
      columns: Array(0..<shape.w), site: nil, curve: nil)
    gather.run(blocks, nil, result.blocks, lines: BlockScaleShift.all(steps, layout))
    return result
  }
}
