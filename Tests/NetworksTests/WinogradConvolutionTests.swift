// SPDX-License-Identifier: MIT

import COneDNN
import Normalization
import TestSupport
import Testing

@testable import Networks

/// The convolution in tiles against plain loops, also where oneDNN's own would be taken.
@Suite struct WinogradConvolutionTests {
  var random = SplitMix(seed: 31)
  var worst = Difference()

  /// Rounding to 2⁻²⁴ grows at most by the squares of the largest Σ|row| of Aᵀ (19) and Bᵀ (10), G's being 1.
  private static let tolerance = 19.0 * 19 * 10 * 10 / 0x1p24

  private struct Case {
    var layer = ConvolutionLayer("c", 16, 16, kernel: SpatialSize(3))
    var shape = Shape(1, 16, 4, 4)
    /// Zeros that the code adds itself.
    var frame = Padding.none

    var output: Shape {
      Shape(
        shape.n, layer.outputs, shape.h + frame.top + frame.bottom - 2,
        shape.w + frame.left + frame.right - 2)
    }

    /// x with its zeros around.
    func framed(_ x: Tensor<Double>) -> Tensor<Double> {
      func sources(_ size: Int, _ before: Int, _ behind: Int) -> [Int?] {
        (-before..<size + behind).map { 0..<size ~= $0 ? $0 : nil }
      }
      return Naive.gather(
        x, rows: sources(shape.h, frame.top, frame.bottom),
        columns: sources(shape.w, frame.left, frame.right))
    }
  }

  private typealias Weights = (
    packed: ConvolutionWeights, w: Tensor<Float>, bias: Tensor<Float>
  )

  private mutating func weights(_ layer: ConvolutionLayer) -> Weights {
    let w: Tensor<Float> = random.tensor(Shape(layer.outputs, layer.inputs, 3, 3))
    let bias: Tensor<Float> = random.tensor(Shape(1, layer.outputs, 1, 1))
    return (
      ConvolutionWeights(layer, weights: w.elements, bias: bias.elements, isPlain: false), w, bias
    )
  }

  /// Runs the code with activations of 16-channel blocks. - Returns: x and y after it.
  private func run(
    _ own: Case, _ weights: ConvolutionWeights, _ pass: ConvolutionPass, x: Tensor<Float>,
    y: Tensor<Float>
  ) throws -> (x: Tensor<Float>, y: Tensor<Float>) {
    let (x, y) = (Activation(x), Activation(y))
    let code = try #require(
      WinogradConvolution(weights, x.layout, y.layout, own.frame, pass))
    let packed = AlignedFloats((code.weightBytes + 3) / 4)
    #expect(code.pack(weights.packedWeights(), into: packed))
    let room = AlignedFloats(code.scratchpadBytes / 4)
    // What was there before must not matter.
    room.start.update(repeating: .nan, count: room.count)
    #expect(
      code.run(x.start, packed, weights.packedBias(), y.start, scratchpad: room.start))
    return (x.tensor, y.tensor)
  }

  private mutating func check(_ own: Case) throws {
    let (weights, w, bias) = weights(own.layer)
    let x: Tensor<Float> = random.tensor(own.shape)
    let found = try run(
      own, weights, ConvolutionForward, x: x,
      y: Tensor(own.output, elements: Array(repeating: .nan, count: own.output.count)))
    var expected = Naive.convolve(
      own.framed(x.widened), w.widened, bias.elements.map(Double.init))
    if own.layer.hasRelu { expected = Naive.each(expected) { max(0, $0) } }
    worst.include(Difference(of: found.y, from: expected, "\(own)"))
  }

  private mutating func checkBackwards(_ own: Case) throws {
    let (weights, w, _) = weights(own.layer)
    let dy: Tensor<Float> = random.tensor(own.output)
    let found = try run(
      own, weights, ConvolutionBackwardData,
      x: Tensor(own.shape, elements: Array(repeating: .nan, count: own.shape.count)), y: dy)
    // dx is y of the transposed convolution with the same weights, less the frame.
    let whole = Naive.transposed(
      dy.widened, w.widened, Array(repeating: 0, count: own.layer.inputs), stride: 1, cut: 0)
    let expected = Naive.gather(
      whole, rows: (0..<own.shape.h).map { $0 + own.frame.top },
      columns: (0..<own.shape.w).map { $0 + own.frame.left })
    worst.include(Difference(of: found.x, from: expected, "\(own) backwards"))
  }

  @Test(arguments: [0, 1, 2]) mutating func everySmallShapeAgreesBothWays(frame: Int) throws {
    for h in 1...10 {
      for w in [1, 2, 3, 4, 5, 8, 9] where h + 2 * frame > 2 && w + 2 * frame > 2 {
        var own = Case(shape: Shape(2, 16, h, w), frame: Padding(frame))
        own.layer.hasRelu = h % 2 == 0
        try check(own)
        try checkBackwards(own)
      }
    }
    #expect(worst.worst <= Self.tolerance, "\(worst)")
  }

  @Test mutating func channelsThatFillNoBlockAgreeBothWays() throws {
    for (inputs, outputs) in [(1, 40), (17, 5), (33, 64), (48, 16)] {
      var own = Case(shape: Shape(1, inputs, 13, 6), frame: Padding(1))
      own.layer = ConvolutionLayer("c", inputs, outputs, kernel: SpatialSize(3))
      try check(own)
      try checkBackwards(own)
    }
    #expect(worst.worst <= Self.tolerance, "\(worst)")
  }

  @Test mutating func framesOfAnyWidthAgreeBothWays() throws {
    for frame in [
      Padding(top: 0, left: 3, bottom: 1, right: 2), Padding(top: 4, left: 0, bottom: 0, right: 1),
    ] {
      for (h, w) in [(3, 3), (6, 9)] {
        let own = Case(shape: Shape(1, 16, h, w), frame: frame)
        try check(own)
        try checkBackwards(own)
      }
    }
    #expect(worst.worst <= Self.tolerance, "\(worst)")
  }

  /// More tiles than are worked on together, on every thread.
  @Test mutating func manyBlocksOfTilesAgree() throws {
    try check(Case(shape: Shape(2, 16, 29, 42), frame: Padding(1)))
    try checkBackwards(Case(shape: Shape(2, 16, 31, 40)))
    #expect(worst.worst <= Self.tolerance, "\(worst)")
  }

  @Test mutating func aNaNStaysAmongTheTilesThatSeeIt() throws {
    var own = Case(shape: Shape(1, 16, 16, 16), frame: Padding(1))
    own.layer.hasRelu = true
    let weights = weights(own.layer)
    var x: Tensor<Float> = random.tensor(own.shape)
    x.elements[8 * 16 + 8] = .nan
    let y = try run(own, weights.packed, ConvolutionForward, x: x, y: Tensor(own.output)).y
    #expect(y.elements[8 * 16 + 8].isNaN)
    #expect(y.elements[..<32].allSatisfy { !$0.isNaN })
  }

  @Test func whatIsNotThreeByThreeIsLeftToOthers() {
    var layers = [ConvolutionLayer](
      repeating: ConvolutionLayer("c", 32, 32, kernel: SpatialSize(3)), count: 4)
    layers[0].kernel = SpatialSize(5)
    layers[1].stride = SpatialSize(2)
    layers[2].isTransposed = true
    layers[3].groups = 2
    let layout = ActivationLayout.blocked(Shape(1, 32, 8, 8))
    for layer in layers {
      let count = layer.weightShape.reduce(1, *)
      let weights = ConvolutionWeights(
        layer, weights: Array(repeating: 0, count: count),
        bias: Array(repeating: 0, count: layer.outputs), isPlain: false)
      #expect(WinogradConvolution(weights, layout, layout, .none, ConvolutionForward) == nil)
    }
  }
}
