// SPDX-License-Identifier: MIT

import COneDNN

/// Gradients of a convolution's parameters, dw and db from x and dy, prepared for one shape.
final class ConvolutionGradient {
  private let weights: ConvolutionWeights
  private let handle: OpaquePointer
  /// dw in oneDNN's format, dw in the order of `ConvolutionWeights.paddedWeights`, and db.
  private lazy var inner = AlignedFloats((convolution_weight_bytes(handle) + 3) / 4)
  private lazy var plain = AlignedFloats(weights.paddedCount)
  private lazy var bias = AlignedFloats(weights.outputs)

  /// Prepares the gradients of a convolution; the values of its weights do not matter.
  /// - Parameter implicitPadding: zero padding that the forward convolution adds.
  /// - Throws: `NetworkError.unsupported`, `NetworkError.oneDNN`.
  init(
    _ weights: ConvolutionWeights, _ input: ActivationLayout, _ output: ActivationLayout,
    implicitPadding: Padding
  ) throws(NetworkError) {
    handle = try weights.direct(ConvolutionBackwardWeights, input, output, implicitPadding)
    self.weights = weights
  }

  deinit { convolution_destroy(handle) }

  /// Bytes of scratch memory for a run.
  var scratchpadBytes: Int { convolution_scratchpad_bytes(handle) }
  /// The name of oneDNN's implementation.
  var name: String { String(cString: convolution_name(handle)) }

  /// Adds dw = Σ x · dy and db = Σ dy to gradients in the order of the file.
  /// - Throws: `NetworkError.oneDNN`; the gradients are then unchanged.
  func run(
    _ x: UnsafeMutablePointer<Float>, _ dy: UnsafeMutablePointer<Float>,
    scratchpad: UnsafeMutablePointer<Float>, into gradients: inout ParameterGradients
  ) throws(NetworkError) {
    let layer = weights.layer
    do {
      try OneDNNError.check(
        convolution_run(handle, x, inner.start, bias.start, dy, scratchpad))
      try OneDNNError.check(convolution_unpack(handle, inner.start, plain.start))
    } catch {
      throw .oneDNN(layer: layer.name, implementation: name, status: error.text)
    }
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
