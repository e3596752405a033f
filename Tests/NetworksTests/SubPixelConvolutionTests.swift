// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

@testable import Networks

/// Sub-pixel convolutions against the reference implementation.
@Suite struct SubPixelConvolutionTests {
  var bench = LayerTester()

  private mutating func check(
    _ layers: [Layer], _ shape: Shape, saved: SavedActivations = .none, phases: Int = 1,
    allowsWinograd: Bool = false
  ) throws {
    let description = NetworkDescription("layers", notation: "", output: nil, decoder: layers)
    let parameters = description.randomParameters(seed: bench.random.next())
    let network = try Network(description, parameters)
    let run = try NetworkRun(
      network, shape, encoderOnly: false, saved: saved, allowsWinograd: allowsWinograd,
      threads: 2)
    let x = bench.tensor(shape)
    run.setInput(x)
    let expected = ReferenceNetwork(layers, parameters).run(x.widened).y
    bench.compare(try #require(try run.output()), expected, "\(layers) on \(shape)")
    #expect(
      run.plan.layouts.count { $0.rowsPerVector == 2 } == phases, "\(layers) on \(shape)")
  }

  private func expectSmallErrors() { #expect(bench.worst.worst <= 4e-6, "\(bench.worst)") }

  @Test(arguments: [4, 8, 16], [PaddingMode.reflect, .replicate])
  mutating func everySmallShapeMatchesTheReference(channels: Int, paddingMode: PaddingMode) throws {
    for (h, w) in [(1, 1), (1, 3), (2, 2), (3, 1), (5, 4)] {
      let conv = Layer.conv("c", 17, channels, paddingMode: paddingMode)
      try check([.upsampling, conv], Shape(2, 17, h, w))
    }
    expectSmallErrors()
  }

  @Test(arguments: [4, 8, 16]) mutating func everyFollowingLayerMatchesTheReference(channels: Int)
    throws
  {
    let shape = Shape(2, 17, 4, 3)
    let (first, site) = (
      Layer.conv("c", 17, channels), Site("s", channels, .instance(gamma: "g", beta: "b"))
    )
    let pooling = PoolingLayer(.max, window: 2, stride: 2, isCeiling: false)
    let followers: [[Layer]] = [
      [.site(site)], [.site(site), .activation(.sigmoid)], [.activation(.relu), .site(site)],
      [.site(site), .activation(.tanh), .conv("d", channels, 3)], [.conv("d", channels, 5, 1)],
      [.conv("d", channels, 3, 9)], [.conv("d", channels, 5, paddingMode: .zero)],
      [.residual([.conv("d", channels, channels)])], [.pooling(pooling)], [.upsampling],
      [.site(site), .residual([.site(Site("t", channels, .none)), .activation(.relu)])],
    ]
    for follower in followers {
      try check([.upsampling, first] + follower, shape)
      try check([.activation(.tanh), .upsampling, first] + follower, shape)
    }
    try check([.upsampling, first, .upsampling, .conv("d", channels, 4)], shape, phases: 2)
    expectSmallErrors()
  }

  @Test mutating func ineligibleConvolutionsAreNotSubPixel() throws {
    let shape = Shape(1, 16, 4, 4)
    try check([.upsampling, .conv("c", 16, 32)], shape, phases: 0)
    try check([.upsampling, .conv("c", 16, 5)], shape, phases: 0)
    try check([.upsampling, .conv("c", 16, 8, paddingMode: .zero)], shape, phases: 0)
    try check([.upsampling, .conv("c", 16, 8, stride: 2)], shape, phases: 0)
    try check([.upsampling, .upsampling, .conv("c", 16, 8)], shape, phases: 0)
    try check([.conv("c", 16, 8)], shape, phases: 0)
    // Training has no backward pass of sub-pixel convolutions.
    try check([.upsampling, .conv("c", 16, 8)], shape, saved: .all, phases: 0)
    expectSmallErrors()
  }

  @Test mutating func theInputOfASiteHasPixelOrder() throws {
    for channels in [4, 8, 16] {
      let layers: [Layer] = [
        .upsampling, .conv("c", 17, channels), .site(Site("s", channels, .none)),
      ]
      let description = NetworkDescription("layers", notation: "", output: nil, decoder: layers)
      let parameters = description.randomParameters()
      let run = try NetworkRun(
        Network(description, parameters), Shape(1, 17, 3, 5), keepsActivations: true,
        allowsWinograd: false)
      let x = bench.tensor(Shape(1, 17, 3, 5))
      run.setInput(x)
      #expect(try run.run(toSite: 0))
      bench.compare(
        run.input(at: 0), ReferenceNetwork(layers, parameters).run(x.widened).y, "\(channels)")
    }
    expectSmallErrors()
  }

  @Test mutating func winogradSubPixelConvolutionsMatchTheReference() throws {
    for channels in [8, 16] {
      for (h, w) in [(4, 4), (9, 7)] {
        try check(
          [.upsampling, .conv("c", 32, channels), .site(Site("s", channels, .none))],
          Shape(1, 32, h, w), allowsWinograd: true)
      }
    }
    #expect(bench.worst.worst <= 2e-3, "\(bench.worst)")
  }

  /// A level requires the upsampled activation, so the same layer is a sub-pixel convolution in one
  /// run and not in the other. With 4 outputs both have 16 padded ones.
  @Test mutating func subPixelAndPlainWeightsArePackedSeparately() throws {
    let layers: [Layer] = [
      .upsampling, .level(1), .conv("c", 16, 4), .activation(.relu), .conv("d", 4, 5),
    ]
    let description = NetworkDescription(
      "layers", notation: "", output: nil, encoder: layers, decoder: [])
    let parameters = description.randomParameters()
    let network = try Network(description, parameters)
    let x = bench.tensor(Shape(1, 16, 5, 5))
    let expected = ReferenceNetwork(layers, parameters).run(x.widened).y
    var runs: [NetworkRun] = []
    for encoderOnly in [true, false, true] {
      let run = try NetworkRun(network, x.shape, encoderOnly: encoderOnly, allowsWinograd: false)
      run.setInput(x)
      bench.compare(try #require(try run.output()), expected, "encoder alone: \(encoderOnly)")
      runs.append(run)
    }
    expectSmallErrors()
  }
}
