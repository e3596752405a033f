// SPDX-License-Identifier: MIT

import COneDNN
import Normalization
import TestSupport
import Testing

@testable import Networks

/// The project's Winograd convolution against plain loops, on every processor.
@Suite struct WinogradConvolutionTests {
  var random = SplitMix(seed: 31)
  var worst = Difference()

  /// Rounding errors of 2⁻²⁴ grow at most by the squares of the largest Σ|row| of Aᵀ (19), Bᵀ (10)
  /// and G (1).
  private static let tolerance = 19.0 * 19 * 10 * 10 / 0x1p24

  private struct Case {
    var layer = ConvolutionLayer("c", 16, 16, kernel: SpatialSize(3))
    var shape = Shape(1, 16, 4, 4)
    /// Zero padding that the implementation adds.
    var implicitPadding = Padding.none

    var output: Shape {
      Shape(
        shape.n, layer.outputs, shape.h + implicitPadding.top + implicitPadding.bottom - 2,
        shape.w + implicitPadding.left + implicitPadding.right - 2)
    }

    /// Returns x with its zero padding.
    func framed(_ x: Tensor<Double>) -> Tensor<Double> {
      func sources(_ size: Int, _ before: Int, _ after: Int) -> [Int?] {
        (-before..<size + after).map { 0..<size ~= $0 ? $0 : nil }
      }
      return Naive.gather(
        x, rows: sources(shape.h, implicitPadding.top, implicitPadding.bottom),
        columns: sources(shape.w, implicitPadding.left, implicitPadding.right))
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

  /// Runs the implementation on blocked activations and returns x and y afterwards.
  private func run(
    _ test: Case, _ weights: ConvolutionWeights, _ pass: ConvolutionPass, x: Tensor<Float>,
    y: Tensor<Float>, usesAVX512: Bool = WinogradConvolution.hasAVX512
  ) throws -> (x: Tensor<Float>, y: Tensor<Float>) {
    let (x, y) = (Activation(x), Activation(y))
    let code = try #require(
      WinogradConvolution(
        weights, x.layout, y.layout, test.implicitPadding, pass, usesAVX512: usesAVX512))
    let packed = AlignedFloats((code.weightBytes + 3) / 4)
    code.pack(weights.paddedWeights(), into: packed)
    let bias = weights.paddedBias()
    let room = AlignedFloats(code.scratchpadBytes / 4)
    // The result must not depend on previous contents.
    room.start.update(repeating: .nan, count: room.count)
    withExtendedLifetime((packed, bias)) {
      let floats = PackedFloats(weights: packed.start, bias: bias.start)
      code.run(x.start, floats, y.start, scratchpad: room.start)
    }
    return (x.tensor, y.tensor)
  }

  private mutating func check(_ test: Case) throws {
    let (weights, w, bias) = weights(test.layer)
    let x: Tensor<Float> = random.tensor(test.shape)
    let found = try run(
      test, weights, ConvolutionForward, x: x,
      y: Tensor(test.output, elements: Array(repeating: .nan, count: test.output.count)))
    var expected = Naive.convolve(
      test.framed(x.widened), w.widened, bias.elements.map(Double.init))
    if test.layer.appliesReLU { expected = Naive.each(expected) { max(0, $0) } }
    worst.include(Difference(of: found.y, from: expected, "\(test)"))
  }

  private mutating func checkBackward(_ test: Case) throws {
    let (weights, w, _) = weights(test.layer)
    let dy: Tensor<Float> = random.tensor(test.output)
    let found = try run(
      test, weights, ConvolutionBackwardData,
      x: Tensor(test.shape, elements: Array(repeating: .nan, count: test.shape.count)), y: dy)
    // dx is the transposed convolution of dy with the same weights, cropped by the padding.
    let full = Naive.transposed(
      dy.widened, w.widened, Array(repeating: 0, count: test.layer.inputs), stride: 1, cut: 0)
    let expected = Naive.gather(
      full, rows: (0..<test.shape.h).map { $0 + test.implicitPadding.top },
      columns: (0..<test.shape.w).map { $0 + test.implicitPadding.left })
    worst.include(Difference(of: found.x, from: expected, "\(test) backward"))
  }

  @Test(arguments: [0, 1, 2]) mutating func everySmallShapeMatchesForwardAndBackward(
    implicitPadding: Int
  )
    throws
  {
    for h in 1...10 {
      for w in [1, 2, 3, 4, 5, 8, 9]
      where h + 2 * implicitPadding > 2 && w + 2 * implicitPadding > 2 {
        var test = Case(shape: Shape(2, 16, h, w), implicitPadding: Padding(implicitPadding))
        test.layer.appliesReLU = h % 2 == 0
        try check(test)
        try checkBackward(test)
      }
    }
    #expect(worst.worst <= Self.tolerance, "\(worst)")
  }

  @Test mutating func partialChannelBlocksMatchForwardAndBackward() throws {
    for (inputs, outputs) in [(1, 40), (17, 5), (33, 64), (48, 16)] {
      var test = Case(shape: Shape(1, inputs, 13, 6), implicitPadding: Padding(1))
      test.layer = ConvolutionLayer("c", inputs, outputs, kernel: SpatialSize(3))
      try check(test)
      try checkBackward(test)
    }
    #expect(worst.worst <= Self.tolerance, "\(worst)")
  }

  @Test mutating func anyZeroPaddingMatchesForwardAndBackward() throws {
    for implicitPadding in [
      Padding(top: 0, left: 3, bottom: 1, right: 2), Padding(top: 4, left: 0, bottom: 0, right: 1),
    ] {
      for (h, w) in [(3, 3), (6, 9)] {
        let test = Case(shape: Shape(1, 16, h, w), implicitPadding: implicitPadding)
        try check(test)
        try checkBackward(test)
      }
    }
    #expect(worst.worst <= Self.tolerance, "\(worst)")
  }

  /// More tiles than one work item per thread.
  @Test mutating func manyWorkItemsMatchForwardAndBackward() throws {
    try check(Case(shape: Shape(2, 16, 29, 42), implicitPadding: Padding(1)))
    try checkBackward(Case(shape: Shape(2, 16, 31, 40)))
    #expect(worst.worst <= Self.tolerance, "\(worst)")
  }

  /// Even and odd numbers of channel blocks and of tile groups.
  @Test(
    .enabled(if: WinogradConvolution.hasAVX512, "no AVX-512"), arguments: [16, 32, 48, 80],
    [16, 32, 48])
  mutating func resultsAreTheSameWithoutAVX512(inputs: Int, outputs: Int) throws {
    // Work items then have one to four groups of tiles.
    onednn_set_threads(2)
    for (h, w) in [(4, 4), (8, 21), (17, 30), (25, 47)] {
      var test = Case(shape: Shape(1, inputs, h, w), implicitPadding: Padding(1))
      test.layer = ConvolutionLayer("c", inputs, outputs, kernel: SpatialSize(3))
      let weights = weights(test.layer).packed
      let x: Tensor<Float> = random.tensor(test.shape)
      let y = try [true, false].map {
        try run(test, weights, ConvolutionForward, x: x, y: Tensor(test.output), usesAVX512: $0).y
      }
      #expect(y[0].elements == y[1].elements, "\(test)")
      let dy: Tensor<Float> = random.tensor(test.output)
      let dx = try [true, false].map {
        try run(
          test, weights, ConvolutionBackwardData, x: Tensor(test.shape), y: dy, usesAVX512: $0
        ).x
      }
      #expect(dx[0].elements == dx[1].elements, "\(test) backward")
    }
  }

  @Test mutating func aNaNAffectsItsTilesOnly() throws {
    var test = Case(shape: Shape(1, 16, 16, 16), implicitPadding: Padding(1))
    test.layer.appliesReLU = true
    let weights = weights(test.layer)
    var x: Tensor<Float> = random.tensor(test.shape)
    x.elements[8 * 16 + 8] = .nan
    let y = try run(test, weights.packed, ConvolutionForward, x: x, y: Tensor(test.output)).y
    #expect(y.elements[8 * 16 + 8].isNaN)
    #expect(y.elements[..<32].allSatisfy { !$0.isNaN })
  }

  @Test func otherConvolutionsAreNotSupported() {
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
