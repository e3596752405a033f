// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Convolutions against plain loops.
@Suite struct ConvolutionTests {
  var bench = LayerTester()

  private mutating func check(
    _ layer: ConvolutionLayer, _ shape: Shape, before: [Layer] = [], allowsWinograd: Bool = false
  ) throws {
    let x = bench.tensor(shape)
    let kernel = layer.kernel
    let weights = Shape(
      layer.outputs, layer.inputs / layer.groups, kernel.height, kernel.width)
    let parameters = bench.parameters(layer, weights: weights)
    let found = try bench.run(
      before + [.convolution(layer)], x, parameters, allowsWinograd: allowsWinograd)
    let input = before.isEmpty ? x.widened : Naive.each(x.widened) { max(0, $0) }
    let w = try #require(parameters[layer.name + ".weight"]).wide
    let b = try #require(parameters[layer.name + ".bias"]).values.map(Double.init)
    let zeros = layer.paddingMode == .zero ? layer.padding.top : 0
    let padded =
      layer.paddingMode == .zero
      ? input
      : Naive.gather(
        input, rows: Self.sources(shape.h, layer.padding.top, layer.paddingMode),
        columns: Self.sources(shape.w, layer.padding.left, layer.paddingMode))
    var expected = Naive.convolve(
      padded, w, b, stride: (layer.stride.height, layer.stride.width), zeros: zeros,
      groups: layer.groups)
    if layer.appliesReLU { expected = Naive.each(expected) { max(0, $0) } }
    bench.compare(found, expected, "\(layer) on \(shape)")
  }

  /// Returns the source of each row of a padded activation, found by walking outwards.
  static func sources(_ size: Int, _ margin: Int, _ paddingMode: PaddingMode) -> [Int?] {
    (-margin..<size + margin).map { i in
      if 0..<size ~= i { return i }
      if paddingMode == .replicate { return i < 0 ? 0 : size - 1 }
      var (place, step) = (i < 0 ? 0 : size - 1, i < 0 ? 1 : -1)
      for _ in 0..<(i < 0 ? -i : i - size + 1) where size > 1 {
        if !(0..<size ~= place + step) { step = -step }
        place += step
      }
      return place
    }
  }

  @Test(arguments: PaddingMode.allCases)
  mutating func everySmallShapeAndPaddingModeMatchesPlainLoops(
    paddingMode: PaddingMode
  ) throws {
    for channels in [1, 3, 15, 16, 17, 33] {
      for (h, w) in [(1, 1), (2, 3), (5, 4), (7, 7)] {
        for (kernel, stride) in [(1, 1), (3, 1), (3, 2), (5, 3)] {
          var layer = ConvolutionLayer("c", channels, 35 - channels, kernel: SpatialSize(kernel))
          (layer.padding, layer.paddingMode) = (Padding(kernel / 2), paddingMode)
          layer.stride = SpatialSize(stride)
          layer.appliesReLU = stride == 2
          try check(layer, Shape(2, channels, h, w))
        }
      }
    }
    #expect(bench.worst.worst <= 4e-6, "\(bench.worst)")
  }

  @Test mutating func convolutionsOfFewChannelsMatchPlainLoops() throws {
    for channels in 1...4 {
      let layer = ConvolutionLayer("c", channels, 3, kernel: SpatialSize(3, 2))
      try check(layer, Shape(1, channels, 4, 6), before: [.activation(.relu)])
    }
    #expect(bench.worst.worst <= 4e-6, "\(bench.worst)")
  }

  @Test mutating func groupedConvolutionsMatchPlainLoops() throws {
    for (inputs, outputs, groups) in [
      (4, 4, 4), (32, 32, 32), (6, 9, 3), (32, 64, 2), (20, 20, 20),
    ] {
      var layer = ConvolutionLayer("c", inputs, outputs, kernel: SpatialSize(3))
      (layer.groups, layer.padding) = (groups, Padding(1))
      try check(layer, Shape(1, inputs, 5, 6))
    }
    #expect(bench.worst.worst <= 4e-6, "\(bench.worst)")
  }

  @Test mutating func winogradConvolutionsMatchPlainLoops() throws {
    for (channels, h, w) in [(32, 8, 8), (64, 13, 9), (33, 17, 16), (128, 6, 30)] {
      var layer = ConvolutionLayer("c", channels, 64, kernel: SpatialSize(3))
      (layer.padding, layer.paddingMode) = (Padding(1), .reflect)
      try check(layer, Shape(1, channels, h, w), allowsWinograd: true)
    }
    #expect(bench.worst.worst <= 2e-3, "\(bench.worst)")
  }

  @Test mutating func spaceToDepthOfOutputsMatchesPlainLoops() throws {
    for outputs in 1...8 {
      for w in [1, 2, 5, 8, 12] {
        for kernel in [1, 3, 9] {
          var layer = ConvolutionLayer("c", 17, outputs, kernel: SpatialSize(kernel))
          (layer.padding, layer.paddingMode) = (Padding(kernel / 2), .reflect)
          try check(layer, Shape(2, 17, 3, w))
        }
      }
    }
    #expect(bench.worst.worst <= 4e-6, "\(bench.worst)")
  }

  @Test mutating func spaceToDepthOfInputsAndOutputsMatchesPlainLoops() throws {
    for inputs in [1, 2, 4, 8] {
      for w in [4, 8, 16, 48] {
        for kernel in [1, 3, 9] {
          var layer = ConvolutionLayer(
            "c", inputs, 16 / inputs == 2 ? 5 : 1, kernel: SpatialSize(kernel))
          if inputs == 4 { layer.outputs = 3 }
          (layer.padding, layer.paddingMode) = (Padding(kernel / 2), .reflect)
          try check(layer, Shape(2, inputs, 3, w), before: [.activation(.relu)])
        }
      }
    }
    #expect(bench.worst.worst <= 4e-6, "\(bench.worst)")
  }

  @Test mutating func transposedConvolutionsMatchPlainLoops() throws {
    for (inputs, outputs) in [(1, 3), (16, 16), (17, 5)] {
      for (kernel, stride, cut) in [(2, 2, 0), (3, 2, 1), (4, 2, 1), (3, 1, 1)] {
        var layer = ConvolutionLayer("c", inputs, outputs, kernel: SpatialSize(kernel))
        (layer.isTransposed, layer.stride, layer.padding) = (
          true, SpatialSize(stride), Padding(cut)
        )
        let x = bench.tensor(Shape(2, inputs, 4, 3))
        let shape = Shape(inputs, outputs, kernel, kernel)
        let parameters = bench.parameters(layer, weights: shape)
        let found = try bench.run([.convolution(layer)], x, parameters)
        let expected = Naive.transposed(
          x.widened, try #require(parameters["c.weight"]).wide,
          try #require(parameters["c.bias"]).values.map(Double.init), stride: stride, cut: cut)
        bench.compare(found, expected, "\(layer)")
      }
    }
    #expect(bench.worst.worst <= 4e-6, "\(bench.worst)")
  }
}
