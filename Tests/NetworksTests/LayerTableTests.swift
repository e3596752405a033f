// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// The layer table against the shapes of runs.
@Suite struct LayerTableTests {
  /// Returns the output shape of a run of a chain of layers.
  private func runShape(_ layers: [Layer], _ shape: Shape) throws -> Shape {
    let description = NetworkDescription("layers", notation: "", output: nil, decoder: layers)
    let network = try Network(description, description.randomParameters())
    let run = try NetworkRun(network, shape, allowsWinograd: false)
    run.setInput(Tensor(shape, repeating: 0.5))
    return try #require(try run.output()).shape
  }

  /// Returns the last shape in the table of a chain of layers.
  private func tableShape(_ layers: [Layer], _ shape: Shape) throws -> Shape {
    let description = NetworkDescription("layers", notation: "", output: nil, decoder: layers)
    let table = try description.layerTable(inputSize: SpatialSize(shape.h, shape.w))
    let last = try #require(table.last).shape
    return Shape(1, last[0], last[1], last[2])
  }

  /// Checks that every prefix of a chain has the same shape, or the same error, in both.
  private func check(_ layers: [Layer], _ shape: Shape) -> (shapes: Int, errors: Int) {
    var count = (shapes: 0, errors: 0)
    for end in layers.indices {
      let prefix = Array(layers[...end])
      let found = Result { try tableShape(prefix, shape) }
      switch (Result { try runShape(prefix, shape) }, found) {
      case (.success(let expected), .success(let shape)):
        #expect(shape == expected, "\(prefix) on \(shape)")
        count.shapes += 1
      case (.failure(let expected), .failure(let error)):
        #expect(
          error as? NetworkError == expected as? NetworkError, "\(prefix) on \(shape)")
        count.errors += 1
        return count
      case (let expected, let found):
        Issue.record("a run gives \(expected), the table \(found): \(prefix) on \(shape)")
      }
    }
    return count
  }

  /// Whether a description is valid and its weights are quickly made.
  private func isSmall(_ description: NetworkDescription) -> Bool {
    do { try description.check() } catch { return false }
    return description.convolutions.allSatisfy { layer in
      layer.padding.right <= 2 && layer.weightShape.reduce(1.0, { $0 * Double($1) }) < 65_536
    }
  }

  @Test func shapesOfRandomNetworksEqualThoseOfRuns() {
    var (random, shapes, errors) = (SplitMix(seed: 81), 0, 0)
    for _ in 0..<300 {
      var source = RandomLayers(random: random)
      let layers = source.layers(Int.random(in: 1...6, using: &source.random), depth: 0)
      let description = NetworkDescription("n", notation: "", output: nil, decoder: layers)
      let shape = Shape(
        1, description.inputs, Int.random(in: 1...12, using: &source.random),
        Int.random(in: 1...12, using: &source.random))
      if isSmall(description) {
        let count = check(layers, shape)
        (shapes, errors) = (shapes + count.shapes, errors + count.errors)
      }
      random = source.random
    }
    #expect(shapes > 300 && errors > 30, "\(shapes) shapes, \(errors) errors")
  }

  @Test(arguments: [false, true]) func partialPoolingWindowsHaveTheShapesOfRuns(isCeiling: Bool)
    throws
  {
    for side in 1...9 {
      for (window, stride) in [(2, 2), (3, 2), (2, 3), (3, 1), (2, 5), (5, 4)] {
        let layer = PoolingLayer(.max, window: window, stride: stride, isCeiling: isCeiling)
        let shape = Shape(1, 3, side, side + 1)
        let count = check([.pooling(layer)], shape)
        #expect(count.errors == (!isCeiling && side < window ? 1 : 0), "\(layer) on \(shape)")
      }
    }
  }

  @Test func inputsSmallerThanAKernelOrWindowThrowTooSmall() {
    let convolution = ConvolutionLayer("conv", 3, 4, kernel: SpatialSize(5))
    let cases: [(Layer, String)] = [
      (.convolution(convolution), "conv"),
      (.pooling(PoolingLayer(.average, window: 5)), "average pooling"),
    ]
    for (layer, name) in cases {
      let error = NetworkError.tooSmall(name, Shape(1, 3, 4, 4))
      #expect(throws: error) { try tableShape([layer], Shape(1, 3, 4, 4)) }
      #expect(throws: error) { try runShape([layer], Shape(1, 3, 4, 4)) }
    }
  }

  @Test func picturesArePaddedAsInARun() throws {
    let description = NetworkDescription.compact
    let network = try Network(description, description.randomParameters())
    for side in [1, 5, 16, 30] {
      let run = try NetworkRun(network, Shape(1, 3, side, side))
      let rows = try description.layerTable(inputSize: SpatialSize(side)).filter {
        $0.kind.hasPrefix("site")
      }
      let shapes = run.sites.indices.map { run.shape(at: $0) }.map { [$0.c, $0.h, $0.w] }
      #expect(rows.map(\.shape) == shapes, "\(side)")
    }
  }

  @Test func parametersAndMultiplyAddsAreThoseOfDirectConvolutions() throws {
    let description = NetworkDescription(
      "n", notation: "", output: nil,
      decoder: [
        .conv("a", 3, 8, stride: 2, relu: true),
        .residual([.site(Site("s", 8, .instance(gamma: "g", beta: "b")))]),
      ])
    let table = try description.layerTable(inputSize: SpatialSize(6, 10))
    #expect(table.map(\.name) == ["a", "s", ""])
    #expect(table.map(\.kind) == ["conv 3×3 /2, relu", "site, stored γ and β", "+ x"])
    #expect(table.map(\.shape) == [[8, 3, 5], [8, 3, 5], [8, 3, 5]])
    #expect(table.map(\.parameters) == [8 * 3 * 9 + 8, 16, 0])
    #expect(table.map(\.multiplyAdds) == [8 * 3 * 9 * 15, 0, 0])
  }
}
