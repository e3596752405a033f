// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization
import Pictures
import TestSupport
import Testing

@testable import Training

/// Uniform pictures. In a network with instance normalization after each of nine convolutions, the
/// gradient of a uniform crop overflows.
@Suite struct UnusablePictureTests {
  private static let lossNetwork = Result {
    let parameters = NetworkDescription.vgg19(to: 4).randomParameters()
    return try LossNetwork(parameters, input: .unit, scales: ActivationScales([:]))
  }

  private static let description: NetworkDescription = {
    var description = NetworkDescription.transfer(width: 4, blocks: 2)
    (description.input, description.output) = (.unit, .unit)
    return description
  }()

  private static let whitePictures = ["white0.png", "white1.png", "white2.png"]
  private let folder: PictureFolder

  init() throws {
    folder = try PictureFolder(5, side: 24, isNoise: true)
    for name in Self.whitePictures {
      try Picture.plain(width: 24, height: 24, (255, 255, 255)).write(to: folder.folder(name))
    }
  }

  /// All β are 0.1, so that constant planes have a gradient.
  private func initialState(batchSize: Int) -> TrainingState {
    var parameters = Self.description.initialParameters(seed: 3)
    for (name, parameter) in parameters where name.hasSuffix(".beta") {
      parameters[name] = Parameter(parameter.shape, parameter.values.map { _ in 0.1 })
    }
    let schedule = LearningRateSchedule(.constant, learningRate: 1e-4, steps: 100)
    return TrainingState(
      parameters,
      TrainingRecord(
        task: "test",
        hyperparameters: Hyperparameters(
          batchSize: batchSize, cropSize: 16, seed: 1, schedule: schedule)))
  }

  private func objective(
    _ paths: [String], batchSize: Int, seed: UInt64 = 1
  ) throws -> MultiStyleObjective {
    var random = SplitMix(seed: 5)
    let style: Tensor<Float> = random.tensor(Shape(1, 3, 16, 16), mean: 0.5, deviation: 0.2)
    return try MultiStyleObjective(
      Network(Self.description, initialState(batchSize: batchSize).parameters),
      trained: Self.description.trainableNames,
      contents: PictureBatches(
        TrainingPictureCache(paths) { Issue.record("\($0)") }, count: batchSize, size: 16,
        seed: seed),
      styles: [.moments(Self.lossNetwork.get().features(of: style).moments)],
      lossNetwork: Self.lossNetwork.get(), seed: 2)
  }

  private var allPaths: [String] { folder.paths + Self.whitePictures.map { folder.folder($0) } }

  @Test(arguments: 1...4) func uniformPicturesAreNamedOnceAndExcluded(batchSize: Int) throws {
    let trainer = Trainer(
      try objective(allPaths, batchSize: batchSize), from: initialState(batchSize: batchSize))
    var warnings: [String] = []
    trainer.warn = { warnings.append($0) }
    var skipped = 0
    let steps = 80 / batchSize
    for _ in 0..<steps {
      #expect(try trainer.step().values.allSatisfy(\.isFinite))
      if trainer.state.step == steps - 3 { skipped = trainer.state.record.skipped?.count ?? 0 }
    }
    let counts = try #require(trainer.state.record.skipped)
    #expect(
      counts.pictures == ["contents": ["white0.png": 3, "white1.png": 3, "white2.png": 3]]
        && counts.excludedPictures == 3)
    #expect(counts.count == skipped && 3...9 ~= skipped)
    for name in Self.whitePictures {
      #expect(warnings.count { $0.contains("a crop of ‘\(name)’ has a single color") } == 1)
    }
    #expect(warnings.count == 3, "\(warnings)")
  }

  @Test(arguments: [1, 3]) func resumingRestoresCountsAndExclusions(batchSize: Int) throws {
    let complete = Trainer(
      try objective(allPaths, batchSize: batchSize), from: initialState(batchSize: batchSize))
    for _ in 0..<12 { try complete.step() }
    for stop in [1, 3, 6, 9] {
      let first = Trainer(
        try objective(allPaths, batchSize: batchSize), from: initialState(batchSize: batchSize))
      for _ in 0..<stop { try first.step() }
      let second = Trainer(
        try objective(allPaths, batchSize: batchSize, seed: 99),
        from: try TrainingState(first.state.tensors()))
      #expect(second.state.record.skipped == first.state.record.skipped)
      for _ in stop..<12 { try second.step() }
      #expect(second.state == complete.state)
    }
    #expect(try #require(complete.state.record.skipped).count > 0)
  }

  @Test func foldersOfUniformPicturesAreAnError() throws {
    let trainer = Trainer(
      try objective(Self.whitePictures.map { folder.folder($0) }, batchSize: 2),
      from: initialState(batchSize: 2))
    let before = trainer.state
    #expect(throws: TrainingError.noUsablePicture) { try trainer.step() }
    #expect(trainer.state == before)
  }

  @Test func gradientsOfUniformCropsAreUnusable() throws {
    let start = initialState(batchSize: 1)
    var objective = try objective(Self.whitePictures.map { folder.folder($0) }, batchSize: 1)
    var gradients: ParameterGradients = [:]
    let losses = try objective.gradients(at: start.parameters, step: 0, into: &gradients)
    let check = GradientCheck(LossWeights(), start.parameters, trained: gradients)
    #expect(!check.accepts(norm: gradients.norm, losses))
  }

  /// The reference is the step without checks: gradients, clipping, optimizer.
  @Test func trainingWithoutUniformPicturesChangesNoBit() throws {
    let trainer = Trainer(
      try objective(folder.paths, batchSize: 2), from: initialState(batchSize: 2))
    var reference = initialState(batchSize: 2)
    var objective = try objective(folder.paths, batchSize: 2)
    for step in 0..<5 {
      try trainer.step()
      var gradients: ParameterGradients = [:]
      _ = try objective.gradients(at: reference.parameters, step: step, into: &gradients)
      gradients.clip(toNorm: reference.record.hyperparameters.clipNorm)
      try reference.applyGradients(gradients)
    }
    #expect(trainer.state.parameters == reference.parameters)
    #expect(trainer.state.optimizer == reference.optimizer)
    #expect(trainer.state.generators == objective.generators)
    #expect(trainer.state.record.skipped == nil)
  }

  /// Left half white, right half noise.
  @Test func uniformCropsOfPicturesThatCausedASkippedBatchAreDrawnAgain() throws {
    var random = SplitMix(seed: 2)
    let path = folder.folder("product.png")
    try Picture.painted(width: 64, height: 32) { x, _ in
      let bits = random.next()
      return x < 32 ? (255, 255, 255) : (UInt8(bits & 255), UInt8(bits >> 8 & 255), 0)
    }.write(to: path)
    var batches = PictureBatches(
      TrainingPictureCache([path]) { Issue.record("\($0)") }, count: 100, size: 8, seed: 4)
    _ = try batches.next()
    #expect(20...60 ~= batches.lastPictures.count { $0.isUniform })
    batches.setSkipCounts(["product.png": 1])
    _ = try batches.next()
    // The probability that a crop and eight redraws are uniform is below 0.5⁹ = 0.002.
    #expect(batches.lastPictures.count { $0.isUniform } <= 3)
  }

  @Test func picturesAreNamedRelativeToTheirCommonFolder() throws {
    for name in ["a/1.png", "a/2.png", "b/c/1.png"] {
      let path = folder.folder(name)
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Picture.plain(width: 8, height: 8, (0, 0, 0)).write(to: path)
    }
    func names(_ paths: [String]) throws -> Set<String> {
      var batches = PictureBatches(
        TrainingPictureCache(paths.map { folder.folder($0) }) { Issue.record("\($0)") },
        count: 100, size: 8, seed: 4)
      _ = try batches.next()
      return Set(batches.lastPictures.map(\.name))
    }
    #expect(try names(["a/1.png", "b/c/1.png"]) == ["a/1.png", "b/c/1.png"])
    #expect(try names(["a/1.png", "a/2.png"]) == ["1.png", "2.png"])
    #expect(try names(["b/c/1.png"]) == ["1.png"])
  }
}
