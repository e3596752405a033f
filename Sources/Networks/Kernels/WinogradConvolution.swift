// SPDX-License-Identifier: MIT

import COneDNN

/// A 3 × 3 convolution of stride 1 in tiles, for processors whose oneDNN has none such.
///
/// A few tiles at a time, so that what lies between the three steps stays in a core's cache: their inputs
/// are transformed, each of the 36 products is one of matrices over channels, and what comes out is
/// transformed back. The sums are those of a direct convolution but for rounding.
final class WinogradConvolution: ConvolutionImplementation {
  let name = "tiles_4x4"
  private let weights: WinogradWeights
  private let tiling: WinogradTiling
  private let hasRelu: Bool
  private let threads: Int

  /// Nil for what is not 3 × 3 of stride 1 between blocks. Backwards `input` is what dx lies like.
  init?(
    _ weights: ConvolutionWeights, _ input: ActivationLayout, _ output: ActivationLayout,
    _ frame: Padding,
    _ pass: ConvolutionPass
  ) {
    guard weights.isTransformable, input.isBlocked, pass != ConvolutionBackwardWeights
    else { return nil }
    let isForward = pass == ConvolutionForward
    threads = Int(onednn_threads())
    self.weights = WinogradWeights(
      inputs: weights.inputs, outputs: weights.outputs, isBackward: !isForward)
    // dx is dy with two zeros around, less what the frame of x was, times the kernel turned round.
    tiling =
      isForward
      ? WinogradTiling(input, output, top: frame.top, left: frame.left, threads: threads)
      : WinogradTiling(output, input, top: 2 - frame.top, left: 2 - frame.left, threads: threads)
    hasRelu = isForward && weights.layer.hasRelu
  }

  var scratchpadBytes: Int { threads * tiling.vectors * MemoryLayout<Vector>.stride }
  var weightBytes: Int { weights.count * MemoryLayout<Float>.stride }

  var weightFormat: PackedWeightFormat { .winograd(weights) }

  func pack(_ plain: AlignedFloats, into packed: AlignedFloats) {
    weights.pack(plain, into: packed)
  }

  func run(
    _ x: UnsafeMutablePointer<Float>, _ packed: PackedFloats, _ y: UnsafeMutablePointer<Float>,
    scratchpad: UnsafeMutablePointer<Float>
  ) {
    // There is room for so many, whichever thread asks.
    onednn_set_threads(Int32(threads))
    let (x, y) = (Self.vectors(x), Self.vectors(y))
    let (from, to) = weights.isBackward ? (y, x) : (x, y)
    let u = UnsafeRawPointer(packed.weights).assumingMemoryBound(to: Vector.self)
    let (bias, room) = (weights.isBackward ? nil : packed.bias, Self.vectors(scratchpad))
    parallelFor(tiling.blocks) { index, thread in
      let block = WinogradBlock(tiling, index, room: room + thread * tiling.vectors)
      block.gather(from)
      block.multiply(u)
      block.scatter(to, bias: bias, hasRelu: hasRelu)
    }
  }

  private static func vectors(_ floats: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Vector>
  {
    UnsafeMutableRawPointer(floats).assumingMemoryBound(to: Vector.self)
  }
}
