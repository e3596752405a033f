// SPDX-License-Identifier: MIT

import COneDNN
import CWinograd

/// Winograd convolution F(4 × 4, 3 × 3).
///
/// Works on a few tiles at a time, so that intermediate results stay in a core's cache: transforms
/// the inputs, computes 36 matrix products over channels, and transforms the results back. The
/// result is that of a direct convolution except for rounding.
final class WinogradConvolution: ConvolutionImplementation {
  /// Whether the processor has AVX-512.
  static let hasAVX512 = winograd_has_avx512()

  var name: String { usesAVX512 ? "tiles_4x4:avx512" : "tiles_4x4" }
  private let weights: WinogradWeights
  private let tiling: WinogradTiling
  private let appliesReLU: Bool
  private let threads: Int
  private let usesAVX512: Bool

  /// Returns nil unless the convolution is 3 × 3 with stride 1 between blocked activations. In a
  /// backward pass, `input` is the layout of dx. Results are the same with and without AVX-512.
  init?(
    _ weights: ConvolutionWeights, _ input: ActivationLayout, _ output: ActivationLayout,
    _ implicitPadding: Padding, _ pass: ConvolutionPass, usesAVX512: Bool = hasAVX512
  ) {
    guard weights.allowsWinogradTransform, input.isBlocked, pass != ConvolutionBackwardWeights
    else { return nil }
    let isForward = pass == ConvolutionForward
    threads = Int(onednn_threads())
    self.usesAVX512 = usesAVX512
    self.weights = WinogradWeights(
      inputs: weights.inputs, outputs: weights.outputs, isBackward: !isForward)
    // dx is the convolution of dy, zero-padded by 2 minus the padding of x, with the flipped
    // kernel.
    tiling =
      isForward
      ? WinogradTiling(
        input, output, top: implicitPadding.top, left: implicitPadding.left, threads: threads)
      : WinogradTiling(
        output, input, top: 2 - implicitPadding.top, left: 2 - implicitPadding.left,
        threads: threads)
    appliesReLU = isForward && weights.layer.appliesReLU
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
    // The scratch memory suffices for this number of threads, whichever thread calls.
    onednn_set_threads(Int32(threads))
    let (x, y) = (Self.vectors(x), Self.vectors(y))
    let (from, to) = weights.isBackward ? (y, x) : (x, y)
    let u = UnsafeRawPointer(packed.weights).assumingMemoryBound(to: Vector.self)
    let (bias, room) = (weights.isBackward ? nil : packed.bias, Self.vectors(scratchpad))
    parallelFor(tiling.blocks) { index, thread in
      let block = WinogradBlock(tiling, index, room: room + thread * tiling.vectors)
      block.gather(from)
      block.multiply(u, usesAVX512: usesAVX512)
      block.scatter(to, bias: bias, appliesReLU: appliesReLU)
    }
  }

  private static func vectors(_ floats: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Vector>
  {
    UnsafeMutableRawPointer(floats).assumingMemoryBound(to: Vector.self)
  }
}

/// Layout of a `WinogradConvolution`'s weights: G · g · Gᵀ of every kernel,
/// 36 × outputs / 16 × inputs × 16.
struct WinogradWeights: Equatable {
  /// Channels of x and y of the forward pass, multiples of 16.
  let inputs, outputs: Int
  /// Whether they are for dx from dy: flipped kernels, with inputs and outputs exchanged.
  let isBackward: Bool

  /// Number of values.
  var count: Int { WinogradTile.products * inputs * outputs }

  /// Transforms weights outputs × inputs × 3 × 3.
  func pack(_ plain: AlignedFloats, into packed: AlignedFloats) {
    let (from, to) = isBackward ? (outputs, inputs) : (inputs, outputs)
    let u = UnsafeMutableRawPointer(packed.start).assumingMemoryBound(to: Vector.self)
    let step = from * to / ActivationLayout.lanes
    withExtendedLifetime(plain) {
      parallelFor(to / ActivationLayout.lanes, vectors: count / ActivationLayout.lanes) { block in
        for channel in 0..<from {
          let place = u + block * from + channel
          WinogradTile.weights(kernels(plain.start, block, channel), place, step: step)
        }
      }
    }
  }

  /// Returns the nine values of the kernels of sixteen outputs.
  private func kernels(_ w: UnsafePointer<Float>, _ block: Int, _ channel: Int) -> [Vector] {
    (0..<9).map { i in
      var all = Vector.zero
      for lane in 0..<ActivationLayout.lanes {
        let other = block * ActivationLayout.lanes + lane
        all[lane] =
          isBackward
          ? w[9 * (channel * inputs + other) + 8 - i] : w[9 * (other * inputs + channel) + i]
      }
      return all
    }
  }
}
