// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Gradients of every layer against finite differences of a reference implementation in Double.
@Suite struct LayerGradientTests {
  var bench = GradientTester()

  private func expectSmallErrors(_ tolerance: Double = 1e-3) {
    #expect(bench.worst.error <= tolerance, "\(bench.worst)")
  }

  @Test(arguments: PaddingMode.allCases)
  mutating func gradientsOfConvolutionsMatchInEveryPaddingMode(
    paddingMode: PaddingMode
  )
    throws
  {
    for channels in [1, 3, 16, 17] {
      for (h, w) in [(1, 1), (2, 3), (5, 4)] {
        for (kernel, stride) in [(1, 1), (3, 1), (3, 2), (5, 3)] {
          var layer = ConvolutionLayer("c", channels, 20 - channels, kernel: SpatialSize(kernel))
          (layer.padding, layer.paddingMode) = (Padding(kernel / 2), paddingMode)
          (layer.stride, layer.appliesReLU) = (SpatialSize(stride), stride == 2)
          try bench.check([.convolution(layer)], Shape(2, channels, h, w))
          var second = layer
          (second.name, second.inputs, second.outputs) = ("d", layer.outputs, 5)
          try bench.check(
            [.convolution(layer), .convolution(second)], Shape(2, channels, h, w))
        }
      }
    }
    expectSmallErrors()
  }

  /// With Winograd's algorithm, which training uses where it is available.
  @Test mutating func gradientsOfWinogradConvolutionsMatch() throws {
    for (inputs, outputs) in [(16, 16), (32, 48), (64, 32)] {
      var layer = ConvolutionLayer("c", inputs, outputs, kernel: SpatialSize(3))
      (layer.padding, layer.paddingMode) = (Padding(1), .reflect)
      var second = layer
      (second.name, second.inputs, second.outputs) = ("d", outputs, inputs)
      for (h, w) in [(8, 8), (9, 13)] {
        let shape = Shape(2, inputs, h, w)
        try bench.check([.convolution(layer)], shape, allowsWinograd: true)
        try bench.check(
          [.convolution(layer), .activation(.tanh), .convolution(second)], shape,
          allowsWinograd: true)
      }
    }
    expectSmallErrors()
  }

  @Test mutating func gradientsOfGroupedConvolutionsMatchWithAndWithoutBias() throws {
    for (inputs, outputs, groups) in [(4, 4, 4), (32, 32, 32), (6, 9, 3), (32, 64, 2)] {
      var layer = ConvolutionLayer("c", inputs, outputs, kernel: SpatialSize(3))
      (layer.groups, layer.padding) = (groups, Padding(1))
      layer.hasBias = groups != 3
      try bench.check([.activation(.tanh), .convolution(layer)], Shape(2, inputs, 5, 6))
    }
    expectSmallErrors()
  }

  @Test mutating func gradientsOfTransposedConvolutionsMatch() throws {
    for (inputs, outputs) in [(1, 3), (16, 16), (17, 5)] {
      for (kernel, stride, cut) in [(2, 2, 0), (3, 2, 1), (4, 2, 1), (3, 1, 1)] {
        var layer = ConvolutionLayer("c", inputs, outputs, kernel: SpatialSize(kernel))
        (layer.isTransposed, layer.stride, layer.padding) = (
          true, SpatialSize(stride), Padding(cut)
        )
        layer.appliesReLU = stride == 1
        try bench.check([.convolution(layer)], Shape(2, inputs, 4, 3))
      }
    }
    expectSmallErrors()
  }

  @Test(arguments: PoolingLayer.Reduction.allCases, [false, true])
  mutating func gradientsOfPoolingMatch(kind: PoolingLayer.Reduction, isCeiling: Bool) throws {
    for (window, stride) in [(2, 2), (3, 2), (2, 1), (3, 3)] {
      let layer = PoolingLayer(kind, window: window, stride: stride, isCeiling: isCeiling)
      for channels in [3, 17] {
        try bench.check([.pooling(layer)], Shape(2, channels, 5, 7))
        try bench.check(
          [.conv("c", channels, 18, relu: true), .pooling(layer), .conv("d", 18, 4)],
          Shape(2, channels, 5, 7))
      }
    }
    expectSmallErrors()
  }

  @Test(arguments: ActivationFunction.allCases)
  mutating func gradientsOfActivationFunctionsAndUpsamplingMatch(
    activation: ActivationFunction
  ) throws {
    for channels in [3, 17] {
      let shape = Shape(2, channels, 3, 4)
      try bench.check([.activation(activation), .upsampling], shape)
      try bench.check([.upsampling, .activation(activation), .conv("c", channels, 5)], shape)
      try bench.check([.conv("c", channels, 5, relu: true), .activation(activation)], shape)
    }
    expectSmallErrors()
  }

  @Test(arguments: PaddingMode.allCases) mutating func gradientsOfResidualBlocksMatch(
    paddingMode: PaddingMode
  )
    throws
  {
    let body: [Layer] = [
      .conv("c", 17, 17, paddingMode: paddingMode, relu: true), .activation(.sigmoid),
    ]
    let shape = Shape(2, 17, 4, 5)
    try bench.check([.residual(body)], shape)
    try bench.check([.activation(.tanh), .residual(body), .activation(.relu)], shape)
    try bench.check(
      [.conv("b", 17, 17, relu: true), .residual(body), .residual([.conv("d", 17, 17)])], shape)
    try bench.check(
      [.residual([.residual([.conv("d", 17, 17)]), .conv("e", 17, 17)]), .upsampling], shape)
    expectSmallErrors()
  }

  @Test mutating func gradientsOfSitesMatchForEverySourceOfGammaAndBeta() throws {
    let instance = Site("i", 17, .instance(gamma: "g", beta: "b"))
    let batch = Site("b", 17, .batch(gamma: "g", beta: "b", mean: "m", variance: "v"))
    for site in [instance, batch, Site("n", 17, .none)] {
      for shape in [Shape(1, 17, 3, 3), Shape(3, 17, 5, 6)] {
        try bench.check([.site(site), .activation(.relu)], shape)
        try bench.check(
          [.conv("c", 17, 17, relu: true), .site(site), .conv("d", 17, 3)], shape)
        try bench.check(
          [.residual([.conv("c", 17, 17), .site(site), .activation(.tanh)]), .upsampling], shape)
      }
    }
    expectSmallErrors()
  }

  @Test mutating func gradientsOfRowsPerPictureMatch() throws {
    let site = Site("i", 5, .instance(gamma: "g", beta: "b"))
    let table = { (values: [Float]) in Parameter([3, 5], values) }
    let values: Tensor<Float> = bench.random.tensor(Shape(1, 1, 2, 15))
    let parameters = [
      "g": table(Array(values.elements[..<15])), "b": table(Array(values.elements[15...])),
    ]
    for rows in [[0, 1, 2], [2, 2, 0]] {
      try bench.check([.site(site)], Shape(3, 5, 4, 4), rows: rows, parameters: parameters)
    }
    expectSmallErrors()
  }

  @Test mutating func gradientsOfStylesMatchPerPictureAndForAll() throws {
    let sites: [Layer] = [.site(Site("s", 17, .style(level: 1))), .activation(.relu)]
    for styles in [1, 3] {
      try bench.check(sites, Shape(3, 17, 4, 5), styles: styles)
      try bench.check(
        [.conv("c", 17, 17)] + sites + [.conv("d", 17, 2)], Shape(3, 17, 4, 5), styles: styles)
    }
    expectSmallErrors()
  }
}
