// SPDX-License-Identifier: MIT

import Normalization

/// A blocked activation N × C × H × W, on which losses are computed.
///
/// It may share the memory of a run, and is then valid until the next forward pass. Not `Sendable`.
public struct Activation {
  let layout: ActivationLayout
  private let memory: AlignedFloats
  private let offset: Int

  init(_ layout: ActivationLayout, in memory: AlignedFloats, at offset: Int) {
    (self.layout, self.memory, self.offset) = (layout, memory, offset)
  }

  /// An activation with uninitialized memory of its own.
  init(_ layout: ActivationLayout) {
    self.init(layout, in: AlignedFloats(layout.floats), at: 0)
  }

  /// Copies a tensor. Lanes past C are 0.
  public init(_ tensor: Tensor<Float>) {
    self.init(.blocked(tensor.shape))
    let shape = tensor.shape
    let load = LoadStep(
      target: 0, rows: Array(0..<shape.h), columns: Array(0..<shape.w), range: nil)
    tensor.elements.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      load.run(first, shape, start, layout)
    }
  }

  /// The shape.
  public var shape: Shape { layout.shape }

  /// A pointer to the first value.
  var start: UnsafeMutablePointer<Float> { memory.start + offset }
  /// The pixels.
  var blocks: BlockedPixels { BlockedPixels(start, layout) }

  /// A copy as N × C × H × W.
  public var tensor: Tensor<Float> {
    layout.tensor(start, size: SpatialSize(shape.h, shape.w), range: nil)
  }

  /// Returns a copy with memory of its own.
  public func copy() -> Activation {
    let result = Activation(layout)
    result.start.update(from: start, count: layout.floats)
    return result
  }

  /// Applies a transform to every plane. - Precondition: there is one per plane.
  public func applying(_ transforms: [PlaneTransform]) -> Activation {
    precondition(
      transforms.count == shape.planeCount, "\(transforms.count) transforms for \(shape)")
    let result = Activation(layout)
    let gather = GatherStep(
      source: .init(buffer: 0), addend: nil, target: 0, rows: Array(0..<shape.h),
      columns: Array(0..<shape.w), site: nil, activation: nil)
    gather.run(blocks, nil, result.blocks, scaleShifts: BlockScaleShift.all(transforms, layout))
    return result
  }
}

/// Uninitialized memory for floats, aligned to 4096 bytes.
final class AlignedFloats {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  init(_ count: Int) {
    self.count = count
    let bytes = max(1, count) * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4096)
    start = raw.bindMemory(to: Float.self, capacity: max(1, count))
  }

  /// Copies values and pads them with zeros.
  convenience init(_ values: [Float], count: Int) {
    self.init(count)
    start.update(repeating: 0, count: count)
    for (i, value) in values.enumerated() { start[i] = value }
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
