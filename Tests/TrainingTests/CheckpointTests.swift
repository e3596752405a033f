// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization
import TestSupport
import Testing
import Weights

@testable import Training

/// Checkpoints, training records and weights files.
@Suite struct CheckpointTests {
  private let description = NetworkDescription(
    "a", notation: "", output: .unit, decoder: [.conv("a", 3, 3, 1)])

  private func trained(_ steps: Int, from state: TrainingState = QuadraticObjective.state()) throws
    -> TrainingState
  {
    let trainer = Trainer(QuadraticObjective(), from: state)
    for _ in 0..<steps { try trainer.step() }
    return trainer.state
  }

  @Test func missingPlanKeysGetDefaultsAndPlansSurviveEncoding() throws {
    let json = """
      {"batch":4,"crop":136,"opening":0,"seed":1,
       "schedule":{"course":"cosine","floor":3e-5,"rate":1e-3,"steps":10}}
      """
    var hyperparameters = try JSONDecoder().decode(Hyperparameters.self, from: Data(json.utf8))
    #expect(hyperparameters.weights == LossWeights() && hyperparameters.styleSize == 256)
    #expect(hyperparameters.clipNorm == 10)
    #expect(
      !hyperparameters.usesGram && !hyperparameters.comparesNormalized
        && !hyperparameters.pretrainsFirstDecoderLayers)
    #expect(hyperparameters.optimizer == .adam)
    (hyperparameters.optimizer, hyperparameters.pretrainsFirstDecoderLayers) = (.soap, true)
    (hyperparameters.weights.style, hyperparameters.usesGram, hyperparameters.comparesNormalized) =
      (2.5, true, true)
    (hyperparameters.styleSize, hyperparameters.clipNorm) = (300, 200)
    let again = try JSONDecoder().decode(
      Hyperparameters.self, from: JSONEncoder().encode(hyperparameters))
    #expect(again == hyperparameters)
  }

  @Test(arguments: [1, 37, 150]) func resumingFromACheckpointChangesNoBit(
    steps: Int
  ) throws {
    let folder = try ScratchFolder()
    let files = TrainingFiles(weightsPath: folder("a.safetensors"))
    try files.save(trained(steps), of: description)
    let between = try TrainingFiles.state(checkpoint: files.checkpointPath)
    #expect(try trained(steps, from: between) == trained(2 * steps))
  }

  @Test(arguments: [1, 7, 20, 33]) func resumingWithEigenbasesChangesNoBit(steps: Int) throws {
    let folder = try ScratchFolder()
    let files = TrainingFiles(weightsPath: folder("a.safetensors"))
    let description = NetworkDescription(
      "a", notation: "", output: .unit, decoder: [.conv("a", 3, 3, 1)])
    let start = QuadraticObjective.state(.soap, shape: [2, 3, 2, 1])
    try files.save(trained(steps, from: start), of: description)
    let between = try TrainingFiles.state(checkpoint: files.checkpointPath)
    #expect(between.optimizer.bases["a"]?.inputs.vectors.rows == 3)
    #expect(try trained(steps, from: between) == trained(2 * steps, from: start))
  }

  @Test func eigenbasesThatDoNotFitAreRefused() throws {
    let good = try trained(3, from: QuadraticObjective.state(.soap, shape: [2, 3, 2, 1])).tensors()
    #expect(try TrainingState(good).optimizer.bases.count == 1)
    func refused(_ change: (inout NamedTensors) -> Void) {
      var tensors = good
      change(&tensors)
      #expect(throws: CheckpointDefect.self) { try TrainingState(tensors) }
    }
    refused { $0["taps.a"] = nil }
    refused { $0["inputs.a"] = $0["outputs.a"] }
    refused { $0["inputs.a"] = WeightTensor([18], floats: $0["inputs.a"]?.floats ?? []) }
    refused { $0["others.a"] = $0["outputs.a"] }
    refused { $0["outputs.b"] = $0["outputs.a"] }
    refused {
      $0["parameter.a"] = WeightTensor([12], floats: $0["parameter.a"]?.floats ?? [])
    }
    let adams = try trained(3).tensors()
    refused { $0.metadata = adams.metadata }
  }

  /// The hyperparameters can select another optimizer between two steps.
  @Test func checkpointsStoreTheKindOfTheirOptimizerState() throws {
    var state = try trained(20, from: QuadraticObjective.state(.soap, shape: [1, 3, 1, 1]))
    state.record.hyperparameters.optimizer = .adam
    let again = try TrainingState(state.tensors())
    #expect(again == state && again.optimizer.kind == .soap)
    #expect(try trained(1, from: again).optimizer.adam.step == 1)
  }

  @Test func newGradientsResetTheOptimizer() throws {
    var state = try trained(20)
    try state.applyGradients(["a": [1, 1, 1]])
    #expect(state.optimizer.adam.step == 21)
    state.parameters["b"] = Parameter([1], [0])
    try state.applyGradients(["a": [1, 1, 1], "b": [1]])
    #expect(state.optimizer.adam.step == 1)
  }

  @Test func changingTheOptimizerResetsItsState() throws {
    var state = try trained(20, from: QuadraticObjective.state(.soap, shape: [1, 3, 1, 1]))
    state.record.hyperparameters.optimizer = .adam
    let next = try trained(1, from: state)
    #expect(next.optimizer.bases.isEmpty && next.optimizer.adam.step == 1)
    #expect(next.step == 21)
  }

  @Test func statesOfDifferentStepsDiffer() throws {
    #expect(try trained(20) != trained(21))
    #expect(try trained(20, from: trained(1)) == trained(21))
  }

  @Test func lossHistoryHoldsMeansOverAHundredSteps() throws {
    let trainer = Trainer(QuadraticObjective(), from: QuadraticObjective.state())
    let losses = try (0..<250).map { _ in try trainer.step()[.reconstruction] ?? .nan }
    let record = trainer.state.record
    #expect(record.losses.map(\.step) == [100, 200])
    for (i, mean) in record.losses.enumerated() {
      let expected = losses[100 * i..<100 * i + 100].reduce(0, +) / 100
      #expect(mean.losses[.reconstruction] == expected)
    }
  }

  @Test func recordsSurviveWritingAndReading() throws {
    let folder = try ScratchFolder()
    let files = TrainingFiles(weightsPath: folder("a.safetensors"))
    var state = try trained(120)
    state.record.beginInvocation(command: "normscope train")
    try files.save(state, of: description)
    #expect(try files.storedRecord() == state.record)
    #expect(try TrainingFiles(weightsPath: folder("b.safetensors")).storedRecord() == nil)
  }

  @Test func weightsAreStoredInFloat16() throws {
    let folder = try ScratchFolder()
    let files = TrainingFiles(weightsPath: folder("a.safetensors"))
    let state = try trained(7)
    try files.save(state, of: description)
    let tensors = try WeightFile.read(files.weightsPath)
    #expect(tensors["a"]?.type == .float16)
    #expect(tensors["a"]?.floats == state.parameters["a"]?.values.map { Float(Float16($0)) })
    #expect(try NetworkDescription(text: tensors.metadata["description"] ?? "") == description)
  }

  @Test func failedSavesThrowAndLeaveNoFiles() throws {
    let folder = try ScratchFolder()
    let files = TrainingFiles(weightsPath: folder("a.safetensors"))
    try FileManager.default.createDirectory(
      atPath: files.checkpointPath, withIntermediateDirectories: false)
    #expect(throws: WeightFileError.self) { try files.save(trained(3), of: description) }
    #expect(try folder.names == ["a.checkpoint"])
  }

  @Test func inconsistentTensorsAreNotACheckpoint() throws {
    var tensors = try trained(3).tensors()
    tensors["mean.a"] = WeightTensor([2], floats: [1, 2])
    #expect(throws: CheckpointDefect.self) { try TrainingState(tensors) }
    tensors["mean.a"] = nil
    #expect(throws: CheckpointDefect.self) { try TrainingState(tensors) }
    #expect(throws: CheckpointDefect.noTrainingMetadata) { try TrainingState(NamedTensors()) }
  }

  /// The text of a fixture that the version before the renamed properties wrote.
  private func fixture(_ name: String) throws -> String {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try String(contentsOf: url, encoding: .utf8)
  }

  @Test func recordsOfThePreviousVersionAreRewrittenUnchanged() throws {
    let text = try fixture("record")
    let record = try JSONDecoder().decode(TrainingRecord.self, from: Data(text.utf8))
    #expect(record.step == 120 && record.invocations[0].lastStep == 120)
    #expect(
      record.hyperparameters.pretrainingSteps == 25
        && record.hyperparameters.weights.reconstruction == 6)
    #expect(record.data[0].training == 180 && record.losses[0].losses[.reconstruction] == 148.5)
    #expect(try RecordJSON.text(record) == text)
  }

  @Test func checkpointMetadataOfThePreviousVersionAreRewrittenUnchanged() throws {
    let text = try fixture("checkpoint-metadata")
    let state = try TrainingState(NamedTensors(metadata: ["training": text]))
    #expect(state.optimizer.kind == .soap && state.optimizer.adam.step == 95)
    #expect(state.generators == ["contents": 17, "styles": .max])
    #expect(try state.tensors().metadata["training"] == text)
  }

  @Test func unreadableCheckpointsAreReportedWithTheirPath() throws {
    let folder = try ScratchFolder()
    let path = folder("a.checkpoint")
    var tensors = NamedTensors(metadata: ["training": "{}"])
    tensors["parameter.a"] = WeightTensor([1], floats: [1])
    try WeightFile.write(tensors, to: path)
    #expect(throws: TrainingError.invalidCheckpoint(path, .noTrainingMetadata)) {
      try TrainingFiles.state(checkpoint: path)
    }
  }
}
