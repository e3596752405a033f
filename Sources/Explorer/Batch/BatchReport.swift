// SPDX-License-Identifier: MIT

import Normalization
import Settings

/// The pictures that batch normalization pools over, before and after the present mode.
public struct BatchReport: Equatable, Sendable {
  /// One picture: C moments before, and C after.
  public struct Picture: Equatable, Sendable {
    /// The file's name, or the picture's number in a tensor.
    public let name: String
    /// The moments of its channels.
    public let before: [Moments]
    /// The moments of its channels' results.
    public let after: [Moments]

    /// A picture of the batch.
    public init(name: String, before: [Moments], after: [Moments]) {
      (self.name, self.before, self.after) = (name, before, after)
    }
  }

  /// How far the pictures lie apart after a mode.
  public struct Outcome: Equatable, Sendable {
    /// The mode.
    public let mode: Mode
    /// The spread; nil where the mode cannot be computed.
    public let spread: Spread?
    /// Why not, in a sentence.
    public let problem: String?

    /// An outcome.
    public init(mode: Mode, spread: Spread?, problem: String? = nil) {
      (self.mode, self.spread, self.problem) = (mode, spread, problem)
    }
  }

  /// The pictures: the content and the others of the batch, or a tensor's in their order.
  public let pictures: [Picture]
  /// Each channel's moments over all pictures.
  public let before: [Moments]
  /// The same after the present mode.
  public let after: [Moments]
  /// How far the pictures lie apart before.
  public let spread: Spread
  /// And after each mode.
  public let outcomes: [Outcome]

  /// A report on a batch. - Precondition: a picture at least, all of as many channels.
  public init(pictures: [Picture], outcomes: [Outcome]) {
    (self.pictures, self.outcomes) = (pictures, outcomes)
    let channels = pictures[0].before.indices
    before = channels.map { c in Moments.pooled(pictures.lazy.map { $0.before[c] }) }
    after = channels.map { c in Moments.pooled(pictures.lazy.map { $0.after[c] }) }
    spread = Spread(planes: pictures.flatMap(\.before), channels: channels.count)
  }
}
