// SPDX-License-Identifier: MIT

import COneDNN

/// A convolution that is prepared for one shape: y from x, or dx from dy.
final class PreparedConvolution: @unchecked Sendable {
  private(set) var weights: ConvolutionWeights
  let input: ActivationLayout
  let output: ActivationLayout
  private let code: any ConvolutionCode
  /// The weights as the chosen code reads them, and the biases; nil before the first run.
  private var packed: (weights: AlignedFloats, bias: AlignedFloats)?

  /// Winograd's where it pays and is wanted, oneDNN's or this project's own, else a direct one.
  ///
  /// `frame` is zero padding that the code adds itself. Nil where there is no such convolution.
  init?(
    _ weights: ConvolutionWeights, _ input: ActivationLayout, _ output: ActivationLayout,
    frame: Padding,
    pass: ConvolutionPass = ConvolutionForward, mayTransform: Bool
  ) {
    guard let code = weights.code(pass, input, output, frame, mayTransform: mayTransform)
    else { return nil }
    (self.weights, self.input, self.output, self.code) = (weights, input, output, code)
  }

  /// What the code is called.
  var name: String { code.name }
  /// The layer and the code that runs it.
  var description: String { "\(weights.layer.name) \(name)" }
  /// Bytes of memory that a run needs besides x and y.
  var scratchpadBytes: Int { code.scratchpadBytes }
  /// Bytes of the packed weights.
  var weightBytes: Int { code.weightBytes }

  /// Takes the packed weights of the same layer at another shape, where they are alike. Pixels that
  /// share vectors make another layer of it.
  func share(_ other: PreparedConvolution) -> Bool {
    guard weights.layer == other.weights.layer, let theirs = other.packed,
      code.sharesWeights(with: other.code)
    else {
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
    let isDone = code.run(x, packed.weights, packed.bias, y, scratchpad: scratchpad)
    precondition(isDone, "could not run \(weights.layer.name) as \(name)")
  }

  private func pack() -> (weights: AlignedFloats, bias: AlignedFloats) {
    let made = packed?.weights ?? AlignedFloats((weightBytes + 3) / 4)
    let isDone = code.pack(weights.packedWeights(), into: made)
    precondition(isDone, "could not arrange the weights of \(weights.layer.name)")
    let result = (weights: made, bias: weights.packedBias())
    packed = result
    return result
  }
}
