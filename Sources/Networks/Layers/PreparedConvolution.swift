// SPDX-License-Identifier: MIT

import COneDNN

/// A convolution that oneDNN has prepared for one shape: y from x, or dx from dy.
final class PreparedConvolution: @unchecked Sendable {
  private(set) var weights: ConvolutionWeights
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
    pass: ConvolutionPass = ConvolutionForward, mayTransform: Bool
  ) {
    guard
      let handle = weights.prepare(pass, input, output, frame, mayTransform: mayTransform)
    else { return nil }
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

  /// Other values of the same layer. - Precondition: no other convolution shares the old ones.
  func take(_ weights: ConvolutionWeights) {
    self.weights = weights
    if packed != nil { packed = pack() }
  }

  /// y = w ∗ x + b; of a backward one x is dx, which is written, and y is dy.
  func run(
    _ x: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>,
    scratchpad: UnsafeMutablePointer<Float>
  ) {
    let packed = self.packed ?? pack()
    let isDone = convolution_run(
      handle, x, packed.weights.start, packed.bias.start, y, scratchpad)
    precondition(isDone, "oneDNN could not run \(weights.layer.name) as \(name)")
  }

  private func pack() -> (weights: AlignedFloats, bias: AlignedFloats) {
    let made = packed?.weights ?? AlignedFloats((weightBytes + 3) / 4)
    let plain = weights.packedWeights()
    let isDone = withExtendedLifetime(plain) { convolution_pack(handle, plain.start, made.start) }
    precondition(isDone, "oneDNN could not arrange the weights of \(weights.layer.name)")
    let result = (weights: made, bias: weights.packedBias())
    packed = result
    return result
  }
}
