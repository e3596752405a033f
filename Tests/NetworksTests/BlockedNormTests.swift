// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Normalization of blocked activations against plain loops.
@Suite struct BlockedNormTests {
  var bench = LayerTester()

  /// Channels below, at and above a multiple of 16, and planes of one and several work items.
  static let shapes: [Shape] =
    [1, 2, 15, 16, 17, 32, 33].flatMap { c in
      [(1, 1), (1, 2), (3, 3), (2, 130)].flatMap { size in
        [1, 3].map { n in Shape(n, c, size.0, size.1) }
      }
    } + [Shape(1, 2, 70, 130), Shape(2, 17, 41, 101)]

  private func normalize(_ x: Tensor<Float>, _ normalizer: any Normalizer) throws -> Tensor<Float> {
    let site = Site("site", x.shape.c, .none)
    let description = NetworkDescription("s", notation: "", output: nil, decoder: [.site(site)])
    let run = try NetworkRun(try Network(description, [:]), x.shape)
    run.setInput(x)
    run.setNormalizer(normalizer, at: 0)
    return try #require(try run.output())
  }

  @Test(arguments: [0.0, 3, 1e4]) mutating func everyPoolMatchesPlainLoops(mean: Double) throws {
    for shape in Self.shapes {
      let x: Tensor<Float> = bench.random.tensor(shape, mean: mean)
      let (gamma, beta) = (
        bench.random.parameters(shape.c), bench.random.parameters(shape.c)
      )
      let affine = Affine(gamma: gamma, beta: beta)
      let wide = x.widened
      let cases: [(any Normalizer, Tensor<Double>)] = [
        (InstanceNorm(affine), Naive.instance(wide, gamma, beta)),
        (BatchNorm(affine), Naive.batch(wide, gamma, beta)),
        (LayerNorm(affine), Naive.layer(wide, gamma, beta)),
        (GroupNorm(affine, groups: shape.c), Naive.group(wide, groups: shape.c, gamma, beta)),
      ]
      for (normalizer, expected) in cases {
        bench.compare(try normalize(x, normalizer), expected, "\(type(of: normalizer))")
      }
    }
    #expect(bench.worst.worst <= (mean == 1e4 ? 8e-6 : 2e-6), "\(bench.worst)")
  }

  @Test mutating func aSiteWithoutANormalizerIsTheIdentity() throws {
    let x = bench.tensor(Shape(2, 17, 3, 5))
    let sites: [Layer] = [.site(Site("a", 17, .none)), .site(Site("b", 17, .none))]
    let y = try bench.run(sites, x)
    #expect(y == x)
  }

  @Test mutating func aNaNAffectsItsPoolOnly() throws {
    var x = bench.tensor(Shape(1, 17, 4, 4))
    x[0, 16, 1, 2] = .nan
    let y = try normalize(x, InstanceNorm(.identity(channels: 17)))
    #expect(y.plane(0, 16).allSatisfy { $0.isNaN })
    #expect(y.elements.prefix(16 * 16).allSatisfy { $0.isFinite })
  }

  @Test mutating func constantPlanesBecomeBeta() throws {
    let x = Tensor<Float>(Shape(1, 3, 4, 4), repeating: 5)
    let affine = Affine(gamma: [1, 2, 3], beta: [4, 5, 6])
    let y = try normalize(x, InstanceNorm(affine, epsilon: 0))
    #expect(y.plane(0, 1).allSatisfy { $0 == 5 })
    #expect(y.plane(0, 2).allSatisfy { $0 == 6 })
  }
}
