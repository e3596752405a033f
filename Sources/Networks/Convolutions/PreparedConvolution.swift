// SPDX-License-Identifier: MIT

import COneDNN

/// One pass of a convolution, prepared for one shape: y from x, or dx from dy. Belongs to one run.
final class PreparedConvolution {
  private(set) var weights: ConvolutionWeights
  let input: ActivationLayout
  let output: ActivationLayout
  private let implementation: any ConvolutionImplementation
  private let cache: PackedWeightsCache?
  /// Immutable weights from the cache; nil before the first run.
  private var shared: PackedWeights?
  /// Weights of this convolution alone, which `setWeights` overwrites; nil before the first run.
  private var owned: (weights: AlignedFloats, bias: AlignedFloats)?

  /// Prepares a convolution, by Winograd's algorithm if it is allowed and faster, else directly.
  ///
  /// - Parameters:
  ///   - implicitPadding: zero padding that the implementation adds.
  ///   - cache: where packed weights are shared; nil if they change (`setWeights`).
  /// - Throws: `NetworkError.unsupported`, `NetworkError.oneDNN`.
  init(
    _ weights: ConvolutionWeights, _ input: ActivationLayout, _ output: ActivationLayout,
    implicitPadding: Padding, pass: ConvolutionPass = ConvolutionForward, allowsWinograd: Bool,
    cache: PackedWeightsCache? = nil
  ) throws(NetworkError) {
    implementation = try weights.implementation(
      pass, input, output, implicitPadding, allowsWinograd: allowsWinograd)
    (self.weights, self.input, self.output, self.cache) = (weights, input, output, cache)
  }

  /// The name of the implementation.
  var name: String { implementation.name }
  /// The layer and its implementation.
  var description: String { "\(weights.layer.name) \(name)" }
  /// Bytes of scratch memory for a run.
  var scratchpadBytes: Int { implementation.scratchpadBytes }
  /// Bytes of the packed weights.
  var weightBytes: Int { implementation.weightBytes }

  /// Replaces the weights of the layer. - Precondition: they are not shared through a cache.
  /// - Throws: `NetworkError.oneDNN`.
  func setWeights(_ weights: ConvolutionWeights) throws(NetworkError) {
    precondition(cache == nil, "the packed weights of \(weights.layer.name) are shared")
    self.weights = weights
    if owned != nil { _ = try attempt { () throws(OneDNNError) in try packOwned() } }
  }

  /// Computes y = w ∗ x + b; a backward pass reads dy from y and writes dx to x.
  /// - Throws: `NetworkError.oneDNN`.
  func run(
    _ x: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>,
    scratchpad: UnsafeMutablePointer<Float>
  ) throws(NetworkError) {
    try attempt { () throws(OneDNNError) in
      try implementation.run(x, packedFloats(), y, scratchpad: scratchpad)
    }
  }

  private func packedFloats() throws(OneDNNError) -> PackedFloats {
    guard let cache else {
      let (weights, bias) = if let owned { owned } else { try packOwned() }
      return PackedFloats(weights: weights.start, bias: bias.start)
    }
    let packed =
      if let shared { shared } else {
        try cache.packedWeights(weights, for: implementation)
      }
    shared = packed
    return packed.floats
  }

  /// Packs into the same memory each time: training does it at every step.
  private func packOwned() throws(OneDNNError) -> (weights: AlignedFloats, bias: AlignedFloats) {
    let memory = owned?.weights ?? AlignedFloats((weightBytes + 3) / 4)
    try implementation.pack(weights.paddedWeights(), into: memory)
    let result = (weights: memory, bias: weights.paddedBias())
    owned = result
    return result
  }

  private func attempt<Value>(
    _ body: () throws(OneDNNError) -> Value
  ) throws(NetworkError) -> Value {
    do { return try body() } catch {
      throw .oneDNN(layer: weights.layer.name, implementation: name, status: error.text)
    }
  }
}
