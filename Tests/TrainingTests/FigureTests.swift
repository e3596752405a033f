// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import Pictures
import TestSupport
import Testing

@testable import Training

/// Figure 1 with a very small network, small pictures, and a judge that knows nothing.
@Suite struct FigureTests {
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

  private func network(_ run: FigureRun) -> NetworkDescription { run.network(width: 4, blocks: 1) }

  private func beginning(_ run: FigureRun, steps: Int) -> TrainingState {
    let schedule = LearningRateSchedule(.constant, rate: 1e-3, steps: steps)
    let plan = TrainingPlan(batch: 2, crop: 16, seed: 7, schedule: schedule)
    return TrainingState(
      network(run).beginning(seed: 7), TrainingRecord(task: "figure1 \(run.name)", plan: plan))
  }

  private func objective(_ run: FigureRun, seed: UInt64 = 7) throws -> MultiStyleObjective {
    let description = network(run)
    let stock = PictureStock(pictures.paths) { _ in }
    var random = SplitMix(seed: 5)
    let style: Tensor<Float> = random.tensor(Shape(1, 3, 16, 16), mean: 0.5, deviation: 0.2)
    return try MultiStyleObjective(
      Network(description, description.beginning(seed: 7)),
      trained: description.trainableNames,
      contents: PictureBatches(
        stock, count: 2, size: 16, seed: seed,
        prepare: { run.condition == .contrast ? $0.equalized() : $0 }),
      styles: [.moments(Self.lossNetwork.get().impression(of: style).levels)],
      lossNetwork: Self.lossNetwork.get(), seed: 8)
  }

  /// Trains to the plan's end, or is stopped before.
  @discardableResult
  private func train(
    _ run: FigureRun, steps: Int = 4, stopAfter: Int = .max, in name: String, seed: UInt64 = 7
  ) throws -> FigureTraining {
    let place = folder(name)
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let training = try FigureTraining(
      FigureFiles(run, in: place), network(run), fresh: beginning(run, steps: steps), every: 2)
    var done = training.state.step
    if !training.isDone {
      _ = try training.run(
        objective(run, seed: seed), TrainingLoop(), command: "test",
        isStopped: { done >= stopAfter },
        report: { _ in done += 1 }, say: { Issue.record("\($0)") })
    }
    return training
  }

  @Test(arguments: [
    FigureRun(.original, .batch), FigureRun(.contrast, .instance),
  ])
  func aTrainingThatIsCutOffGoesOnBitForBit(_ run: FigureRun) throws {
    let whole = try train(run, in: "whole")
    #expect(try !train(run, stopAfter: 2, in: "cut").isDone)
    // Seeds of its own do not matter once the state is put back.
    let cut = try train(run, in: "cut", seed: 99)
    #expect(cut.isDone && cut.state.parameters == whole.state.parameters)
    #expect(cut.state.descent.adam == whole.state.descent.adam)
    for name in ["csv", "2.safetensors", "4.safetensors"].map({ ending in
      run.name + (ending == "csv" ? "." : "-") + ending
    }) {
      let files = try ["whole", "cut"].map { try FileContents.read(folder("\($0)/\(name)")) }
      #expect(files[0] == files[1], "\(name)")
    }
  }

  @Test func lossesBeyondTheCheckpointAreForgotten() throws {
    let run = FigureRun(.original, .instance)
    let curve = try train(run, in: "whole").curve
    try train(run, stopAfter: 2, in: "cut")
    // A program that was killed two steps after it had saved all.
    try FileContents.write(Array(curve.csv.utf8), to: folder("cut/original-instance.csv"))
    let cut = try train(run, in: "cut")
    #expect(cut.curve.steps == 4 && cut.curve.csv == curve.csv)
  }

  @Test func whatIsKilledBeforeItSavedBeginsAnew() throws {
    let run = FigureRun(.original, .instance)
    try FileManager.default.createDirectory(
      atPath: folder("cut"), withIntermediateDirectories: false)
    let line = "step,style,content\n1,9,9\n"
    try FileContents.write(Array(line.utf8), to: folder("cut/original-instance.csv"))
    #expect(try train(run, in: "cut").curve == train(run, in: "whole").curve)
  }

  @Test func aFinishedTrainingNeedsLossesAndRecordAlone() throws {
    let run = FigureRun(.original, .batch)
    let curve = try train(run, in: "a").curve
    try FileManager.default.removeItem(atPath: folder("a/original-batch.checkpoint"))
    let again = try train(run, in: "a")
    #expect(again.isDone && again.curve.csv == curve.csv)
    #expect(throws: (any Error).self) { try train(run, steps: 6, in: "a") }
  }

  @Test func moreStepsChangeNothingOfThoseBefore() throws {
    let run = FigureRun(.original, .batch)
    let whole = try train(run, steps: 6, in: "whole")
    try train(run, steps: 4, in: "longer")
    #expect(try train(run, steps: 6, in: "longer").state.parameters == whole.state.parameters)
  }

  @Test func anotherTrainingsFilesAreRefused() throws {
    let run = FigureRun(.original, .batch)
    try train(run, stopAfter: 2, in: "a")
    let files = FigureFiles(run, in: folder("a"))
    var other = beginning(run, steps: 4)
    other.record.styles = ["mosaic"]
    #expect(throws: TrainingError.self) { try FigureTraining(files, network(run), fresh: other) }
    try FileContents.write(Array("step,style,content\n1,2,3\n".utf8), to: files.losses)
    #expect(throws: TrainingError.self) {
      try FigureTraining(files, network(run), fresh: beginning(run, steps: 4))
    }
  }

  @Test func bothNormsBeginWithTheSameWeightsAndPictures() throws {
    let runs = [FigureRun(.original, .batch), FigureRun(.original, .instance)]
    let weights = runs.map { network($0).beginning(seed: 7).filter { $0.key.hasSuffix("weight") } }
    #expect(weights[0] == weights[1] && !weights[0].isEmpty)
    let lessons = try runs.map { try objective($0).generators }
    #expect(lessons[0] == lessons[1])
  }

  @Test func savedNetworksAreFoundByTheirSteps() throws {
    let run = FigureRun(.original, .batch)
    try train(run, in: "a")
    let networks = FigureFiles(run, in: folder("a")).networks()
    #expect(networks.map(\.step) == [2, 4])
    #expect(networks.map(\.path) == [2, 4].map { folder("a/original-batch-\($0).safetensors") })
    #expect(FigureFiles(FigureRun(.style, .batch), in: folder("a")).networks().isEmpty)
  }
}
