// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

@testable import Networks

/// Convolutions behind nearest ×2, which small pictures take in phases, against the twin.
@Suite struct PhaseTests {
  var bench = LayerBench()

  private mutating func check(
    _ layers: [Layer], _ shape: Shape, keeping: Keeping = .nothing, phases: Int = 1,
    mayTransform: Bool = false
  ) throws {
    let description = NetworkDescription("layers", notation: "", output: nil, decoder: layers)
    let parameters = description.randomParameters(seed: bench.random.next())
    let network = try Network(description, parameters)
    let run = try NetworkRun(
      network, shape, encoderOnly: false, keeping: keeping, mayTransform: mayTransform,
      threads: 2)
    let x = bench.tensor(shape)
    run.show(x)
    let expected = TwinNetwork(layers, parameters).run(x.widened).y
    bench.compare(try #require(run.output()), expected, "\(layers) on \(shape)")
    #expect(
      run.plan.layouts.count { $0.rowFold == 2 } == phases, "\(layers) on \(shape)")
  }

  private func expectGood() { #expect(bench.worst.worst <= 4e-6, "\(bench.worst)") }

  @Test(arguments: [4, 8, 16], [PaddingMode.reflect, .replicate])
  mutating func everySmallShapeAgrees(channels: Int, edge: PaddingMode) throws {
    for (h, w) in [(1, 1), (1, 3), (2, 2), (3, 1), (5, 4)] {
      let conv = Layer.conv("c", 17, channels, edge: edge)
      try check([.upsampling, conv], Shape(2, 17, h, w))
    }
    expectGood()
  }

  @Test(arguments: [4, 8, 16]) mutating func whateverFollowsReadsPixels(channels: Int) throws {
    let shape = Shape(2, 17, 4, 3)
    let (first, site) = (
      Layer.conv("c", 17, channels), Site("s", channels, .instance(gamma: "g", beta: "b"))
    )
    let pooling = PoolingLayer(.max, window: 2, stride: 2, isCeiling: false)
    let followers: [[Layer]] = [
      [.site(site)], [.site(site), .activation(.sigmoid)], [.activation(.relu), .site(site)],
      [.site(site), .activation(.tanh), .conv("d", channels, 3)], [.conv("d", channels, 5, 1)],
      [.conv("d", channels, 3, 9)], [.conv("d", channels, 5, edge: .zero)],
      [.residual([.conv("d", channels, channels)])], [.pooling(pooling)], [.upsampling],
      [.site(site), .residual([.site(Site("t", channels, .none)), .activation(.relu)])],
    ]
    for follower in followers {
      try check([.upsampling, first] + follower, shape)
      try check([.activation(.tanh), .upsampling, first] + follower, shape)
    }
    try check([.upsampling, first, .upsampling, .conv("d", channels, 4)], shape, phases: 2)
    expectGood()
  }

  @Test mutating func whatCannotBeInPhasesIsNot() throws {
    let shape = Shape(1, 16, 4, 4)
    try check([.upsampling, .conv("c", 16, 32)], shape, phases: 0)
    try check([.upsampling, .conv("c", 16, 5)], shape, phases: 0)
    try check([.upsampling, .conv("c", 16, 8, edge: .zero)], shape, phases: 0)
    try check([.upsampling, .conv("c", 16, 8, stride: 2)], shape, phases: 0)
    try check([.upsampling, .upsampling, .conv("c", 16, 8)], shape, phases: 0)
    try check([.conv("c", 16, 8)], shape, phases: 0)
    // Training keeps every activation, and has no way back through phases.
    try check([.upsampling, .conv("c", 16, 8)], shape, keeping: .all, phases: 0)
    expectGood()
  }

  @Test mutating func aSitesInputIsReadAsPixels() throws {
    for channels in [4, 8, 16] {
      let layers: [Layer] = [
        .upsampling, .conv("c", 17, channels), .site(Site("s", channels, .none)),
      ]
      let description = NetworkDescription("layers", notation: "", output: nil, decoder: layers)
      let parameters = description.randomParameters()
      let run = try NetworkRun(
        Network(description, parameters), Shape(1, 17, 3, 5), keeps: true, mayTransform: false)
      let x = bench.tensor(Shape(1, 17, 3, 5))
      run.show(x)
      #expect(try run.reach(site: 0))
      bench.compare(
        run.input(at: 0), TwinNetwork(layers, parameters).run(x.widened).y, "\(channels)")
    }
    expectGood()
  }

  @Test mutating func transformedPhasesAgree() throws {
    for channels in [8, 16] {
      for (h, w) in [(4, 4), (9, 7)] {
        try check(
          [.upsampling, .conv("c", 32, channels), .site(Site("s", channels, .none))],
          Shape(1, 32, h, w), mayTransform: true)
      }
    }
    #expect(bench.worst.worst <= 2e-3, "\(bench.worst)")
  }

  /// A level has the large picture written out, so that the same layer is one of phases in one run
  /// and not in the other: of 4 outputs both have 16 with those that fill a block.
  @Test mutating func weightsArePackedApart() throws {
    let layers: [Layer] = [
      .upsampling, .level(1), .conv("c", 16, 4), .activation(.relu), .conv("d", 4, 5),
    ]
    let description = NetworkDescription(
      "layers", notation: "", output: nil, encoder: layers, decoder: [])
    let parameters = description.randomParameters()
    let network = try Network(description, parameters)
    let x = bench.tensor(Shape(1, 16, 5, 5))
    let expected = TwinNetwork(layers, parameters).run(x.widened).y
    var runs: [NetworkRun] = []
    for encoderOnly in [true, false, true] {
      let run = try NetworkRun(network, x.shape, encoderOnly: encoderOnly, mayTransform: false)
      run.show(x)
      bench.compare(try #require(run.output()), expected, "encoder alone: \(encoderOnly)")
      runs.append(run)
    }
    expectGood()
  }
}
