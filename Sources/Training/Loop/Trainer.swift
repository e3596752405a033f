// SPDX-License-Identifier: MIT

import FileIO
import Networks

/// Trains a network step by step: computes gradients, clips them and applies the optimizer.
///
/// A batch with a uniform crop or an unusable gradient (`GradientCheck`) is skipped: parameters and
/// optimizer stay unchanged, and the step continues with the next batch. If no crop is uniform, the
/// pictures that cause it are found by computing the gradient of each item alone. They are excluded
/// after `SkippedBatches.exclusionLimit` skipped batches.
public final class Trainer {
  /// Current state, after the last completed step.
  public private(set) var state: TrainingState
  /// Called with a message when a picture has caused a skipped batch for the first time.
  public var warn: (String) -> Void = { _ in }
  private var objective: any TrainingObjective

  /// Number of batches in one step whose gradients are unusable for another reason than single
  /// pictures, after which training has diverged.
  static let maximumFailures = 10

  /// A trainer that starts or resumes from a state. Random number generators that the state does
  /// not contain keep the objective's seeds.
  public init(_ objective: any TrainingObjective, from state: TrainingState) {
    (self.objective, self.state) = (objective, state)
    self.objective.generators.merge(state.generators) { $1 }
    self.state.generators = self.objective.generators
    excludePictures(state.record.skipped)
  }

  /// Whether all planned steps are completed.
  public var isDone: Bool { state.step >= state.record.hyperparameters.schedule.steps }

  /// Performs one step and returns its loss terms.
  /// - Throws: `TrainingError.diverged` after `maximumFailures` batches with unusable gradients, or
  ///   if new weights are not finite or exceed the range of float16;
  ///   `TrainingError.noUsablePicture` if all pictures are excluded; otherwise the errors of the
  ///   objective and of oneDNN. The state is then unchanged.
  @discardableResult
  public func step() throws -> LossTerms {
    var next = state
    var (failures, warnings) = (0, [String]())
    while failures < Self.maximumFailures {
      var gradients: ParameterGradients = [:]
      let losses: LossTerms
      do {
        losses = try objective.gradients(at: next.parameters, step: next.step, into: &gradients)
      } catch {
        // Pictures are not named if the network may be the reason, but if all are excluded.
        warnings.forEach(warn)
        throw error
      }
      let check = GradientCheck(
        next.record.hyperparameters.weights, next.parameters, trained: gradients)
      let norm = gradients.clip(toNorm: next.record.hyperparameters.clipNorm)
      if check.accepts(norm: norm, losses) && uniformPictures.isEmpty {
        try complete(next, gradients, losses)
        warnings.forEach(warn)
        return losses
      }
      let diagnosis = try diagnose(check)
      if diagnosis.isDivergence { failures += 1 }
      let new = next.record.recordSkippedBatch(diagnosis.causes)
      warnings += new.map(Self.warning)
      excludePictures(next.record.skipped)
    }
    throw TrainingError.diverged(step: state.step)
  }

  /// Applies the gradients of a step to a copy of the state and makes it the current state.
  private func complete(
    _ state: TrainingState, _ gradients: ParameterGradients, _ losses: LossTerms
  ) throws {
    var next = state
    try next.applyGradients(gradients)
    guard gradients.keys.allSatisfy({ next.parameters[$0]?.fitsFloat16 ?? true }) else {
      throw TrainingError.diverged(step: state.step)
    }
    objective.updateRunningMoments(in: &next.parameters)
    next.generators = objective.generators
    next.record.recordStep(losses)
    self.state = next
  }

  /// Stores the duration of the current invocation in the record.
  func setDuration(seconds: Double) { state.record.setDuration(seconds: seconds) }
}

extension Trainer {
  /// Reason for an unusable batch.
  private struct Diagnosis {
    /// Pictures that make the batch unusable.
    let causes: [BatchPicture]
    /// Whether the network may be the reason: all items have unusable gradients alone, or none has.
    let isDivergence: Bool
  }

  /// Uniform pictures of the last batch.
  private var uniformPictures: [BatchPicture] {
    (objective as? any PictureObjective)?.lastPictures.joined().filter(\.isUniform) ?? []
  }

  /// Finds the uniform pictures of the last batch or, if there are none, the items whose gradients
  /// are unusable alone.
  private func diagnose(_ check: GradientCheck) throws -> Diagnosis {
    let uniform = uniformPictures
    guard uniform.isEmpty else {
      return Diagnosis(causes: Self.sorted(uniform), isDivergence: false)
    }
    guard let objective = objective as? any PictureObjective else {
      return Diagnosis(causes: [], isDivergence: true)
    }
    let items = objective.lastPictures
    let unusable = try items.indices.filter { item in
      guard items.count > 1 else { return true }
      var gradients: ParameterGradients = [:]
      let losses = try objective.gradients(
        ofItem: item, at: state.parameters, step: state.step, into: &gradients)
      return !check.accepts(norm: gradients.norm, losses)
    }
    return Diagnosis(
      causes: Self.sorted(unusable.flatMap { items[$0] }),
      isDivergence: unusable.isEmpty || unusable.count == items.count)
  }

  /// The pictures without duplicates, by set and name.
  private static func sorted(_ pictures: [BatchPicture]) -> [BatchPicture] {
    Set(pictures).sorted { ($0.set, $0.name) < ($1.set, $1.name) }
  }

  private static func warning(_ picture: BatchPicture) -> String {
    "skipped a batch: "
      + (picture.isUniform
        ? "a crop of ‘\(picture.name.printable)’ has a single color"
        : "the gradient of ‘\(picture.name.printable)’ is not finite or too large")
      + "; the picture is excluded if it causes \(SkippedBatches.exclusionLimit) skipped batches"
  }

  private func excludePictures(_ skipped: SkippedBatches?) {
    guard let skipped, var objective = objective as? any PictureObjective else { return }
    objective.setSkipCounts(skipped.pictures)
    self.objective = objective
  }
}

extension Parameter {
  /// Largest finite value of float16.
  private static let float16Maximum: Float = 65504

  /// Whether all values can be stored in float16. NaN compares false.
  fileprivate var fitsFloat16: Bool { values.allSatisfy { abs($0) <= Self.float16Maximum } }
}
