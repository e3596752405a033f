// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import Pictures
import TestSupport
import Testing

@testable import Training

/// Trainings of Figure 1 with a very small network, small pictures and a random loss network.
@Suite struct Figure1TrainingTests {
  private static let lossNetwork = Result {
    let parameters = NetworkDescription.vgg19(to: 4).randomParameters()
    return try LossNetwork(parameters, input: .unit, scales: ActivationScales([:]))
  }

  private let pictures: PictureFolder
  private let folder: ScratchFolder

  init() throws {
    pictures = try PictureFolder(4, side: 24, isNoise: true)
    folder = try ScratchFolder()
  }

  private func network(_ run: Figure1Variant) -> NetworkDescription {
    run.network(width: 4, blocks: 1)
  }

  private func initialState(_ run: Figure1Variant, steps: Int) -> TrainingState {
    let schedule = LearningRateSchedule(.constant, learningRate: 1e-3, steps: steps)
    let hyperparameters = Hyperparameters(batchSize: 2, cropSize: 16, seed: 7, schedule: schedule)
    return TrainingState(
      network(run).initialParameters(seed: 7),
      TrainingRecord(task: "figure1 \(run.name)", hyperparameters: hyperparameters))
  }

  private func objective(_ run: Figure1Variant, seed: UInt64 = 7) throws -> MultiStyleObjective {
    let description = network(run)
    let cache = TrainingPictureCache(pictures.paths) { _ in }
    var random = SplitMix(seed: 5)
    let style: Tensor<Float> = random.tensor(Shape(1, 3, 16, 16), mean: 0.5, deviation: 0.2)
    return try MultiStyleObjective(
      Network(description, description.initialParameters(seed: 7)),
      trained: description.trainableNames,
      contents: PictureBatches(
        cache, count: 2, size: 16, seed: seed,
        transform: { run.condition == .contrast ? $0.equalized() : $0 }),
      styles: [.moments(Self.lossNetwork.get().features(of: style).moments)],
      lossNetwork: Self.lossNetwork.get(), seed: 8)
  }

  /// Trains to the last step, or stops after some steps.
  @discardableResult
  private func train(
    _ run: Figure1Variant, steps: Int = 4, stopAfter: Int = .max, in name: String, seed: UInt64 = 7
  ) throws -> Figure1Training {
    let place = folder(name)
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let training = try Figure1Training(
      Figure1Files(run, in: place), network(run), initialState: initialState(run, steps: steps),
      networkInterval: 2)
    var done = training.state.step
    if !training.isDone {
      _ = try training.run(
        objective(run, seed: seed), TrainingLoop(), command: "test",
        shouldStop: { done >= stopAfter },
        report: { _ in done += 1 }, warn: { Issue.record("\($0)") })
    }
    return training
  }

  @Test(arguments: [
    Figure1Variant(.original, .batch), Figure1Variant(.contrast, .instance),
  ])
  func interruptedTrainingsResumeBitForBit(_ run: Figure1Variant) throws {
    let complete = try train(run, in: "complete")
    #expect(try !train(run, stopAfter: 2, in: "resumed").isDone)
    // The objective's seeds do not matter once the generators are restored.
    let resumed = try train(run, in: "resumed", seed: 99)
    #expect(resumed.isDone && resumed.state.parameters == complete.state.parameters)
    #expect(resumed.state.optimizer.adam == complete.state.optimizer.adam)
    for name in ["csv", "2.safetensors", "4.safetensors"].map({ suffix in
      run.name + (suffix == "csv" ? "." : "-") + suffix
    }) {
      let files = try ["complete", "resumed"].map { try FileContents.read(folder("\($0)/\(name)")) }
      #expect(files[0] == files[1], "\(name)")
    }
  }

  @Test func lossesAfterTheCheckpointAreRemoved() throws {
    let run = Figure1Variant(.original, .instance)
    let curve = try train(run, in: "complete").curve
    try train(run, stopAfter: 2, in: "resumed")
    // As if the program was killed two steps after a save.
    try FileContents.write(Array(curve.csv.utf8), to: folder("resumed/original-instance.csv"))
    let resumed = try train(run, in: "resumed")
    #expect(resumed.curve.steps == 4 && resumed.curve.csv == curve.csv)
  }

  @Test func trainingsKilledBeforeTheFirstSaveStartOver() throws {
    let run = Figure1Variant(.original, .instance)
    try FileManager.default.createDirectory(
      atPath: folder("resumed"), withIntermediateDirectories: false)
    let line = "step,style,content\n1,9,9\n"
    try FileContents.write(Array(line.utf8), to: folder("resumed/original-instance.csv"))
    #expect(try train(run, in: "resumed").curve == train(run, in: "complete").curve)
  }

  @Test func completedTrainingsNeedOnlyLossesAndRecord() throws {
    let run = Figure1Variant(.original, .batch)
    let curve = try train(run, in: "a").curve
    try FileManager.default.removeItem(atPath: folder("a/original-batch.checkpoint"))
    let again = try train(run, in: "a")
    #expect(again.isDone && again.curve.csv == curve.csv)
    #expect(throws: (any Error).self) { try train(run, steps: 6, in: "a") }
  }

  @Test func longerTrainingsRepeatTheStepsOfShorterOnes() throws {
    let run = Figure1Variant(.original, .batch)
    let complete = try train(run, steps: 6, in: "complete")
    try train(run, steps: 4, in: "longer")
    #expect(try train(run, steps: 6, in: "longer").state.parameters == complete.state.parameters)
  }

  @Test func filesOfAnotherTrainingAreRefused() throws {
    let run = Figure1Variant(.original, .batch)
    try train(run, stopAfter: 2, in: "a")
    let files = Figure1Files(run, in: folder("a"))
    var other = initialState(run, steps: 4)
    other.record.styles = ["mosaic"]
    #expect(throws: TrainingError.self) {
      try Figure1Training(files, network(run), initialState: other)
    }
    try FileContents.write(Array("step,style,content\n1,2,3\n".utf8), to: files.lossesPath)
    #expect(throws: TrainingError.self) {
      try Figure1Training(files, network(run), initialState: initialState(run, steps: 4))
    }
  }

  @Test func bothNormalizationsStartWithTheSameWeightsAndPictures() throws {
    let runs = [Figure1Variant(.original, .batch), Figure1Variant(.original, .instance)]
    let weights = runs.map {
      network($0).initialParameters(seed: 7).filter { $0.key.hasSuffix("weight") }
    }
    #expect(weights[0] == weights[1] && !weights[0].isEmpty)
    let generators = try runs.map { try objective($0).generators }
    #expect(generators[0] == generators[1])
  }

  @Test func savedNetworksAreListedInOrderOfSteps() throws {
    let run = Figure1Variant(.original, .batch)
    try train(run, in: "a")
    let networks = Figure1Files(run, in: folder("a")).networks()
    #expect(networks.map(\.step) == [2, 4])
    #expect(networks.map(\.path) == [2, 4].map { folder("a/original-batch-\($0).safetensors") })
    #expect(Figure1Files(Figure1Variant(.style, .batch), in: folder("a")).networks().isEmpty)
  }
}
