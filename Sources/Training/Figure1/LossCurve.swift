// SPDX-License-Identifier: MIT

import Foundation

/// Losses of every step of a training, stored as CSV: `step,style,content`, with steps counted from
/// 1.
public struct LossCurve: Equatable, Sendable {
  /// Unweighted losses of one step.
  public struct StepLosses: Equatable, Sendable {
    /// Style loss on the moments at relu1_1…relu4_1.
    public let style: Double
    /// Content loss at relu4_1.
    public let content: Double

    /// Losses of a step.
    public init(style: Double, content: Double) { (self.style, self.content) = (style, content) }
  }

  /// Losses of steps 1, 2, ….
  public private(set) var entries: [StepLosses] = []

  /// An empty curve.
  public init() {}

  /// Number of steps.
  public var steps: Int { entries.count }

  /// Appends the losses of the next step. - Precondition: style and content are present.
  public mutating func append(_ losses: LossTerms) {
    guard let style = losses[.style], let content = losses[.content] else {
      preconditionFailure("no style or content in \(losses)")
    }
    entries.append(StepLosses(style: style, content: content))
  }

  /// Removes the entries after a step.
  public mutating func truncate(to step: Int) { entries = Array(entries.prefix(step)) }

  /// Returns the mean style loss over the last tenth of the steps up to `step`; nil if the curve is
  /// shorter. - Precondition: the step is positive.
  public func meanStyleLoss(at step: Int) -> Double? {
    precondition(step > 0, "step \(step)")
    guard step <= steps else { return nil }
    let last = entries[(step - max(1, step / 10))..<step]
    return last.reduce(0) { $0 + $1.style } / Double(last.count)
  }
}

extension LossCurve {
  private static let header = "step,style,content"

  /// CSV text; losses have six significant digits.
  public var csv: String {
    let lines = entries.enumerated().map {
      String(format: "%d,%.6g,%.6g", $0 + 1, $1.style, $1.content)
    }
    return ([Self.header] + lines).joined(separator: "\n") + "\n"
  }

  /// A curve from CSV text.
  /// - Throws: `TrainingError.invalidLossCurve` with the first line that is not the next step's
  ///   entry.
  public init(csv: String) throws(TrainingError) {
    let lines = csv.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == Self.header[...], lines.last == "" else {
      throw .invalidLossCurve(line: 1)
    }
    for (index, line) in lines.dropFirst().dropLast().enumerated() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      let losses = fields.dropFirst().compactMap { Double($0) }.filter { $0 >= 0 && $0.isFinite }
      guard fields.count == 3, losses.count == 2, Int(fields[0]) == index + 1 else {
        throw .invalidLossCurve(line: index + 2)
      }
      entries.append(StepLosses(style: losses[0], content: losses[1]))
    }
  }
}
