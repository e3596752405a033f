// SPDX-License-Identifier: MIT

import COneDNN

/// A convolution that oneDNN has prepared for one shape.
final class PreparedConvolution: @unchecked Sendable {
  let weights: ConvolutionWeights
  let input: Layout
  let output: Layout
  private let handle: OpaquePointer
  /// The weights as the chosen code reads them, and the biases; nil before the first run.
  private var packed: (weights: AlignedFloats, bias: AlignedFloats)?

  /// Asks for Winograd where it pays and is wanted, then for a direct convolution.
  ///
  /// `frame` is zero padding that oneDNN adds itself. Nil where oneDNN has no such convolution.
  init?(
    _ weights: ConvolutionWeights, _ input: Layout, _ output: Layout, frame: Margins,
    mayTransform: Bool
  ) {
    var shape = Self.shape(weights, input, output, frame)
    var made: OpaquePointer?
    if mayTransform && Self.transformPays(weights, input) {
      made = convolution_create(&shape, ConvolutionWinograd)
    }
    guard let handle = made ?? convolution_create(&shape, ConvolutionDirect) else { return nil }
    (self.weights, self.input, self.output, self.handle) = (weights, input, output, handle)
  }

  deinit { convolution_destroy(handle) }

  /// What oneDNN calls the code that it chose.
  var name: String { String(cString: convolution_name(handle)) }
  /// The layer and the code that runs it.
  var description: String { "\(weights.layer.name) \(name)" }
  /// Bytes of memory that a run needs besides x and y.
  var scratchpadBytes: Int { convolution_scratchpad_bytes(handle) }
  /// Bytes of the packed weights.
  var weightBytes: Int { convolution_weight_bytes(handle) }

  /// Takes the packed weights of the same layer at another shape, where they are alike.
  func share(_ other: PreparedConvolution) -> Bool {
    guard let theirs = other.packed, convolution_shares_weights(handle, other.handle) else {
      return false
    }
    packed = theirs
    return true
  }

  /// y = w ∗ x + b.
  func run(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    scratchpad: UnsafeMutablePointer<Float>
  ) {
    let packed = self.packed ?? pack()
    let isDone = convolution_run(
      handle, x, packed.weights.start, packed.bias.start, y, scratchpad)
    precondition(isDone, "oneDNN could not run \(weights.layer.name) as \(name)")
  }

  private func pack() -> (weights: AlignedFloats, bias: AlignedFloats) {
    let made = AlignedFloats((weightBytes + 3) / 4)
    let plain = weights.packedWeights()
    let isDone = withExtendedLifetime(plain) { convolution_pack(handle, plain.start, made.start) }
    precondition(isDone, "oneDNN could not arrange the weights of \(weights.layer.name)")
    let result = (weights: made, bias: weights.packedBias())
    packed = result
    return result
  }

  /// Measured in Speed.md: with fewer than 32 channels on a side the transforms cost what they save.
  private static func transformPays(_ weights: ConvolutionWeights, _ input: Layout) -> Bool {
    let layer = weights.layer
    return layer.kernel == Extent(3) && layer.stride == Extent(1) && !layer.isTransposed
      && weights.groups == 1 && input.isBlocked && min(weights.inputs, weights.outputs) >= 32
  }

  private static func shape(
    _ weights: ConvolutionWeights, _ input: Layout, _ output: Layout, _ frame: Margins
  ) -> ConvolutionShape {
    let layer = weights.layer
    return ConvolutionShape(
      pictures: Int32(input.shape.n), inputs: Int32(weights.inputs),
      input_height: Int32(input.shape.h), input_width: Int32(input.columns),
      outputs: Int32(weights.outputs), output_height: Int32(output.shape.h),
      output_width: Int32(output.columns), kernel_height: Int32(layer.kernel.rows),
      kernel_width: Int32(layer.kernel.columns), stride_height: Int32(layer.stride.rows),
      stride_width: Int32(layer.stride.columns), pad_top: Int32(frame.top),
      pad_left: Int32(frame.left), pad_bottom: Int32(frame.bottom),
      pad_right: Int32(frame.right), groups: Int32(weights.groups),
      transposed: layer.isTransposed, relu: layer.hasRelu, plain_input: !input.isBlocked)
  }
}
