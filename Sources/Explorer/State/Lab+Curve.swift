// SPDX-License-Identifier: MIT

extension Lab {
  /// A training.
  public struct Curve: Equatable, Sendable {
    /// Its style losses, means over a few steps each, in order; none where it has not begun.
    public let points: [Point]
    /// The steps that are done, and those that are planned; 0 where it has not begun.
    public let done, planned: Int
    /// The networks that were saved, in order.
    public let saved: [Saved]
    /// The paper's losses, in the paper's unit.
    public let paper: [Point]
    /// Its own means where the paper's were read; nil where it has not come so far.
    public let atPaper: [Double?]
    /// Its mean over the last tenth of the steps that both of its panel's trainings have done.
    public let end: Double?

    /// A training. - Precondition: as many of its own means as of the paper's losses.
    public init(
      points: [Point], done: Int, planned: Int, saved: [Saved], paper: [Point],
      atPaper: [Double?], end: Double?
    ) {
      precondition(paper.count == atPaper.count, "\(atPaper.count) at \(paper.count) steps")
      (self.points, self.done, self.planned, self.saved) = (points, done, planned, saved)
      (self.paper, self.atPaper, self.end) = (paper, atPaper, end)
    }
  }
}
