// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// What a run keeps, where it begins again, and when it stops.
@Suite struct RunTests {
  let network: Network
  var random = SplitMix(seed: 3)

  init() throws {
    let description = NetworkDescription.transfer(width: 4, blocks: 2)
    network = try Network(description, description.randomParameters())
  }

  private mutating func norm(_ site: Site) -> InstanceNorm {
    let channels = site.channels
    return InstanceNorm(
      Affine(gamma: random.parameters(channels), beta: random.parameters(channels)))
  }

  @Test mutating func aChangeAtAnySiteGivesWhatAFreshRunGives() throws {
    let picture: Tensor<Float> = random.tensor(Shape(1, 3, 21, 30), mean: 0.5, deviation: 0.2)
    let kept = try NetworkRun(network, picture.shape)
    kept.show(picture)
    _ = try kept.output()
    var chosen: [Int: InstanceNorm] = [:]
    for site in kept.sites.indices.reversed() + Array(kept.sites.indices) {
      chosen[site] = norm(kept.sites[site])
      kept.choose(chosen[site], at: site)
      let fresh = try NetworkRun(network, picture.shape, keeps: false)
      fresh.show(picture)
      for (site, norm) in chosen { fresh.choose(norm, at: site) }
      let found = try #require(kept.output())
      #expect(found == try fresh.output())
      #expect(found.shape == picture.shape)
    }
  }

  @Test mutating func aStaleRunStopsBetweenLayersAndGoesOnWhereItHolds() throws {
    let picture: Tensor<Float> = random.tensor(Shape(1, 3, 16, 16))
    let whole = try NetworkRun(network, picture.shape)
    whole.show(picture)
    let expected = try #require(whole.output())
    let run = try NetworkRun(network, picture.shape)
    run.show(picture)
    for most in 0..<40 {
      var asked = 0
      let output = try run.output {
        asked += 1
        return asked > most
      }
      #expect(asked <= most + 1)
      if let output { #expect(output == expected) }
    }
    #expect(try run.output() == expected)
  }

  @Test mutating func theNumberOfThreadsDoesNotMatter() throws {
    let picture: Tensor<Float> = random.tensor(Shape(1, 3, 64, 72), mean: 0.5, deviation: 0.2)
    let outputs = try (1...3).map { threads in
      let run = try NetworkRun(network, picture.shape, threads: threads)
      run.show(picture)
      return try #require(run.output())
    }
    for output in outputs {
      let difference = Difference(of: output, from: outputs[0].widened)
      #expect(difference.worst <= 1e-5, "\(difference)")
    }
  }

  @Test mutating func aBatchIsItsPicturesUnlessTheyArePooled() throws {
    let pictures: Tensor<Float> = random.tensor(Shape(2, 3, 12, 16))
    let run = try NetworkRun(network, pictures.shape)
    run.show(pictures)
    let both = try #require(run.output())
    for n in 0..<2 {
      let size = 3 * 12 * 16
      let one = Tensor(
        Shape(1, 3, 12, 16), elements: Array(pictures.elements[n * size..<(n + 1) * size]))
      let alone = try NetworkRun(network, one.shape)
      alone.show(one)
      let found = try #require(alone.output())
      let own = Tensor(one.shape, elements: Array(both.elements[n * size..<(n + 1) * size]))
      let difference = Difference(of: own, from: found.widened)
      #expect(difference.worst <= 1e-5, "\(difference)")
    }
    run.choose(BatchNorm(.identity(channels: run.sites[0].channels)), at: 0)
    let pooled = try #require(run.output())
    #expect(pooled != both)
    #expect(run.steps(at: 0).count == 2 * run.sites[0].channels)
  }

  @Test(arguments: [(1, 1), (2, 7), (5, 4), (31, 18)])
  mutating func aPictureOfAnySizeComesBackInThatSize(size: (Int, Int)) throws {
    let all: [NetworkDescription] = [
      .compact, .transfer(width: 2, blocks: 1), .multiStyle(),
    ]
    for description in all {
      let shape = Shape(1, 3, size.0, size.1)
      let picture: Tensor<Float> = random.tensor(shape, mean: 0.5, deviation: 0.1)
      let run = try NetworkRun(try Network(description, description.randomParameters()), shape)
      run.show(picture)
      let output = try #require(run.output())
      #expect(output.shape == shape)
    }
  }

  @Test func aRunKnowsItsMemoryBeforeItTakesAny() throws {
    let description = NetworkDescription.adain()
    let network = try Network(description, description.randomParameters())
    let run = try NetworkRun(network, Shape(1, 3, 512, 512))
    // Activations, scratchpad and packed weights; the network's own weights are 28 MB more.
    #expect(run.need.total < 570_000_000, "\(run.need)")
    let large = try NetworkRun(network, Shape(1, 3, 2160, 3840))
    #expect(large.need.total > 4_000_000_000, "\(large.need)")
  }
}
