// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Restart, cancellation, batches and memory of runs.
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

  @Test mutating func aChangeAtAnySiteEqualsANewRun() throws {
    let picture: Tensor<Float> = random.tensor(Shape(1, 3, 21, 30), mean: 0.5, deviation: 0.2)
    let reused = try NetworkRun(network, picture.shape)
    reused.setInput(picture)
    _ = try reused.output()
    var chosen: [Int: InstanceNorm] = [:]
    for site in reused.sites.indices.reversed() + Array(reused.sites.indices) {
      chosen[site] = norm(reused.sites[site])
      reused.setNormalizer(chosen[site], at: site)
      let fresh = try NetworkRun(network, picture.shape, keepsActivations: false)
      fresh.setInput(picture)
      for (site, norm) in chosen { fresh.setNormalizer(norm, at: site) }
      let found = try #require(try reused.output())
      #expect(try found == fresh.output())
      #expect(found.shape == picture.shape)
    }
  }

  @Test mutating func aCancelledRunStopsBetweenLayersAndResumes() throws {
    let picture: Tensor<Float> = random.tensor(Shape(1, 3, 16, 16))
    let complete = try NetworkRun(network, picture.shape)
    complete.setInput(picture)
    let expected = try #require(try complete.output())
    let run = try NetworkRun(network, picture.shape)
    run.setInput(picture)
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

  @Test mutating func outputsAreIndependentOfTheNumberOfThreads() throws {
    let picture: Tensor<Float> = random.tensor(Shape(1, 3, 64, 72), mean: 0.5, deviation: 0.2)
    let outputs = try (1...3).map { threads in
      let run = try NetworkRun(network, picture.shape, threads: threads)
      run.setInput(picture)
      return try #require(try run.output())
    }
    for output in outputs {
      let difference = Difference(of: output, from: outputs[0].widened)
      #expect(difference.worst <= 1e-5, "\(difference)")
    }
  }

  @Test mutating func aBatchEqualsItsPicturesUnlessBatchNormalized() throws {
    let pictures: Tensor<Float> = random.tensor(Shape(2, 3, 12, 16))
    let run = try NetworkRun(network, pictures.shape)
    run.setInput(pictures)
    let both = try #require(try run.output())
    for n in 0..<2 {
      let size = 3 * 12 * 16
      let one = Tensor(
        Shape(1, 3, 12, 16), elements: Array(pictures.elements[n * size..<(n + 1) * size]))
      let alone = try NetworkRun(network, one.shape)
      alone.setInput(one)
      let found = try #require(try alone.output())
      let part = Tensor(one.shape, elements: Array(both.elements[n * size..<(n + 1) * size]))
      let difference = Difference(of: part, from: found.widened)
      #expect(difference.worst <= 1e-5, "\(difference)")
    }
    run.setNormalizer(BatchNorm(.identity(channels: run.sites[0].channels)), at: 0)
    let pooled = try #require(try run.output())
    #expect(pooled != both)
    #expect(run.transforms(at: 0).count == 2 * run.sites[0].channels)
  }

  @Test(arguments: [(1, 1), (2, 7), (5, 4), (31, 18)])
  mutating func theOutputPictureHasTheSizeOfTheInput(size: (Int, Int)) throws {
    let all: [NetworkDescription] = [
      .compact, .transfer(width: 2, blocks: 1), .multiStyle(),
    ]
    for description in all {
      let shape = Shape(1, 3, size.0, size.1)
      let picture: Tensor<Float> = random.tensor(shape, mean: 0.5, deviation: 0.1)
      let run = try NetworkRun(try Network(description, description.randomParameters()), shape)
      run.setInput(picture)
      let output = try #require(try run.output())
      #expect(output.shape == shape)
    }
  }

  @Test func theMemoryRequirementIsKnownBeforeAllocation() throws {
    let description = NetworkDescription.adain()
    let network = try Network(description, description.randomParameters())
    let run = try NetworkRun(network, Shape(1, 3, 512, 512))
    // Activations, scratchpad and packed weights; the network's tensors take 28 MB more.
    #expect(run.memoryRequirement.total < 570_000_000, "\(run.memoryRequirement)")
    let large = try NetworkRun(network, Shape(1, 3, 2160, 3840))
    #expect(large.memoryRequirement.total > 4_000_000_000, "\(large.memoryRequirement)")
  }
}
