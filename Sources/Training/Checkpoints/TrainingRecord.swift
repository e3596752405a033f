// SPDX-License-Identifier: MIT

/// Record of how a network was trained: hyperparameters, data, program invocations and loss
/// history.
///
/// It is stored as NAME.json next to the weights, and training can resume from both.
public struct TrainingRecord: Equatable, Codable, Sendable {
  /// One run of the training program.
  public struct Invocation: Equatable, Codable, Sendable {
    /// The command line, with paths shortened to their last component.
    public let command: String
    /// Number of completed steps when it started.
    public let firstStep: Int
    /// Number of completed steps when the record was last saved.
    public internal(set) var lastStep: Int
    /// Duration so far in seconds.
    public internal(set) var seconds: Double

    private enum CodingKeys: String, CodingKey {
      case command, seconds
      case firstStep = "from"
      case lastStep = "to"
    }
  }

  /// Mean losses over `averagingWindow` steps.
  public struct LossMeans: Equatable, Codable, Sendable {
    /// Number of completed steps at the end of the window.
    public let step: Int
    /// Mean of each loss term, unweighted.
    public let losses: LossTerms
  }

  /// A set of pictures used for training.
  public struct Dataset: Equatable, Codable, Sendable {
    /// Name of the folder, without its parent folders.
    public let name: String
    /// Number of pictures used for training and for validation.
    public let training, validation: Int

    /// A data set with its name and picture counts.
    public init(name: String, training: Int, validation: Int) {
      (self.name, self.training, self.validation) = (name, training, validation)
    }

    private enum CodingKeys: String, CodingKey {
      case name, validation
      case training = "drawn"
    }
  }

  /// Training task: adain, decoder …, multistyle, transfer … or learn.
  public let task: String
  /// Hyperparameters.
  public var hyperparameters: Hyperparameters
  /// Data sets, contents first.
  public var data: [Dataset]
  /// Names of the network's styles in row order; empty for networks that accept any style.
  public var styles: [String] = []
  /// Number of completed steps.
  public private(set) var step = 0
  /// Invocations of the program, oldest first.
  public private(set) var invocations: [Invocation] = []
  /// Loss history: means over every `averagingWindow` steps.
  public private(set) var losses: [LossMeans] = []
  /// Skipped batches, which `step` does not count; nil if there are none.
  public private(set) var skipped: SkippedBatches?
  /// Sums of the loss terms since the last entry of `losses`.
  private var sums: LossTerms = [:]

  static let averagingWindow = 100

  private enum CodingKeys: String, CodingKey {
    case task, data, styles, step
    case hyperparameters = "plan"
    case invocations = "stretches"
    case losses, skipped, sums
  }

  /// Whether the step counts are within the supported ranges.
  var isValid: Bool {
    0...Hyperparameters.stepCounts.upperBound ~= step && skipped?.isValid ?? true
  }

  /// The record of a training that has not started.
  public init(task: String, hyperparameters: Hyperparameters, data: [Dataset] = []) {
    (self.task, self.hyperparameters, self.data) = (task, hyperparameters, data)
  }

  /// Appends an invocation that starts at the current step.
  public mutating func beginInvocation(command: String) {
    invocations.append(Invocation(command: command, firstStep: step, lastStep: step, seconds: 0))
  }

  /// Counts a completed step and adds its losses to the history.
  mutating func recordStep(_ terms: LossTerms) {
    step += 1
    sums.merge(terms, uniquingKeysWith: +)
    if !invocations.isEmpty { invocations[invocations.count - 1].lastStep = step }
    guard step % Self.averagingWindow == 0 else { return }
    losses.append(
      LossMeans(step: step, losses: sums.mapValues { $0 / Double(Self.averagingWindow) }))
    sums = [:]
  }

  /// Counts a skipped batch, and returns those of its causes that had caused none before.
  mutating func recordSkippedBatch(_ causes: [BatchPicture]) -> [BatchPicture] {
    var counts = skipped ?? SkippedBatches()
    defer { skipped = counts }
    return counts.add(causes)
  }

  /// Sets the duration of the current invocation.
  mutating func setDuration(seconds: Double) {
    if !invocations.isEmpty { invocations[invocations.count - 1].seconds = seconds }
  }
}
