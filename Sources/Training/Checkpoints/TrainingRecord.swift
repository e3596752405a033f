// SPDX-License-Identifier: MIT

/// How a network was trained, for people to read and for a training to go on by.
public struct TrainingRecord: Equatable, Codable, Sendable {
  /// A run of the program.
  public struct Session: Equatable, Codable, Sendable {
    /// What was typed, paths cut to their last part.
    public let command: String
    /// The steps that were done before.
    public let from: Int
    /// The steps that were done after, so far.
    public internal(set) var to: Int
    /// How long it took so far.
    public internal(set) var seconds: Double
  }

  /// The means of a loss over some steps.
  public struct Means: Equatable, Codable, Sendable {
    /// The steps that were done after them.
    public let step: Int
    /// The means.
    public let losses: LossTerms
  }

  /// Pictures that were drawn from.
  public struct Folder: Equatable, Codable, Sendable {
    /// The folder's name without those it is in.
    public let name: String
    /// How many pictures are drawn from, and how many set aside.
    public let drawn, validation: Int

    /// A folder and how many of its pictures are on either side.
    public init(name: String, drawn: Int, validation: Int) {
      (self.name, self.drawn, self.validation) = (name, drawn, validation)
    }
  }

  /// What was learned: adain, decoder, multistyle, transfer.
  public let task: String
  /// What was decided before.
  public var plan: TrainingPlan
  /// Where the pictures came from.
  public var data: [Folder]
  /// The names of the network's own styles, in the order of their rows; none where it takes any.
  public var styles: [String] = []
  /// The steps done.
  public private(set) var step = 0
  /// The runs of the program, in order.
  public private(set) var sessions: [Session] = []
  /// The course of the losses: means over every `window` steps.
  public private(set) var losses: [Means] = []
  /// Sums over the steps since the last means.
  private var sums: LossTerms = [:]

  static let window = 100

  private enum CodingKeys: String, CodingKey {
    case task, plan, data, styles, step
    case sessions = "stretches"
    case losses, sums
  }

  /// Whether a training can have come here.
  var isPossible: Bool { 0...TrainingPlan.stepCounts.upperBound ~= step }

  /// A training that has not begun.
  public init(task: String, plan: TrainingPlan, data: [Folder] = []) {
    (self.task, self.plan, self.data) = (task, plan, data)
  }

  /// Begins a stretch of the training.
  public mutating func begin(command: String) {
    sessions.append(Session(command: command, from: step, to: step, seconds: 0))
  }

  /// Counts a step and its losses.
  mutating func count(_ parts: LossTerms) {
    step += 1
    sums.merge(parts, uniquingKeysWith: +)
    if !sessions.isEmpty { sessions[sessions.count - 1].to = step }
    guard step % Self.window == 0 else { return }
    losses.append(Means(step: step, losses: sums.mapValues { $0 / Double(Self.window) }))
    sums = [:]
  }

  /// Notes how long the stretch has taken so far.
  mutating func note(_ seconds: Double) {
    if !sessions.isEmpty { sessions[sessions.count - 1].seconds = seconds }
  }
}
