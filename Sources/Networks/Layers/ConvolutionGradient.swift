// SPDX-License-Identifier: MIT

import COneDNN

/// dw and db of a convolution from x and dy, prepared for one shape.
final class ConvolutionGradient {
  let weights: ConvolutionWeights
  private let handle: OpaquePointer
  /// dw as the chosen code writes it, dw in the order of `ConvolutionWeights.packedWeights`, db.
  private lazy var inner = AlignedFloats((convolution_weight_bytes(handle) + 3) / 4)
  private lazy var plain = AlignedFloats(weights.packedCount)
  private lazy var bias = AlignedFloats(weights.outputs)

  /// Nil where oneDNN has no such convolution. The values of the weights do not matter.
  init?(
    _ weights: ConvolutionWeights, _ input: ActivationLayout, _ output: ActivationLayout,
    frame: Padding,
    mayTransform: Bool
  ) {
    guard
      let handle = weights.prepare(
        ConvolutionBackwardWeights, input, output, frame, mayTransform: mayTransform)
    else { return nil }
    (self.weights, self.handle) = (weights, handle)
  }

  deinit { convolution_destroy(handle) }

  /// Bytes of memory that a run needs besides x and dy.
  var scratchpadBytes: Int { convolution_scratchpad_bytes(handle) }
  /// What oneDNN calls the code that it chose.
  var name: String { String(cString: convolution_name(handle)) }

  /// Adds dw = Σ x · dy and db = Σ dy to the gradients that are there, in the order of the file.
  func run(
    _ x: UnsafeMutablePointer<Float>, _ dy: UnsafeMutablePointer<Float>,
    scratchpad: UnsafeMutablePointer<Float>, into gradients: inout ParameterGradients
  ) {
    let layer = weights.layer
    let isDone =
      convolution_run(handle, x, inner.start, bias.start, dy, scratchpad)
      && convolution_unpack(handle, inner.start, plain.start)
    precondition(isDone, "oneDNN could not run \(layer.name) backwards as \(name)")
    if var sum = gradients.removeValue(forKey: layer.weightName) {
      weights.add(plain, to: &sum)
      gradients[layer.weightName] = sum
    }
    if var sum = gradients.removeValue(forKey: layer.biasName) {
      for o in sum.indices { sum[o] += bias.start[o] }
      gradients[layer.biasName] = sum
    }
  }
}
