// SPDX-License-Identifier: MIT

/// The experiment's trainings as the Lab page shows them: Figure 1 of the AdaIN paper.
public struct Lab: Equatable, Sendable {
  /// Each condition of the photographs, of every folder that has any.
  public let panels: [Panel]
  /// Whether a training may go on: its losses are read again now and then.
  public let isGrowing: Bool

  /// What was found. - Precondition: there is a panel.
  public init(panels: [Panel], isGrowing: Bool) {
    precondition(!panels.isEmpty, "no panel")
    (self.panels, self.isGrowing) = (panels, isGrowing)
  }

  /// A style loss after some steps.
  public struct Point: Equatable, Sendable {
    /// Steps that are done, 1 or more.
    public let step: Int
    /// The loss.
    public let loss: Double

    /// A loss.
    public init(step: Int, loss: Double) { (self.step, self.loss) = (step, loss) }
  }

  /// A network that can be loaded.
  public struct Saved: Equatable, Sendable {
    /// The steps it was trained for.
    public let step: Int
    /// Its file.
    public let path: String

    /// A network.
    public init(step: Int, path: String) { (self.step, self.path) = (step, path) }
  }

  /// What a network normalizes with.
  public enum Norm: CaseIterable, Sendable {
    /// Batch or instance normalization.
    case batch, instance
  }
}
