// SPDX-License-Identifier: MIT

import Foundation

/// The losses of every step of a training, as a CSV file: `step,style,content`, steps from 1 on.
public struct LossCurve: Equatable, Sendable {
  /// The losses of a step, not weighted.
  public struct Point: Equatable, Sendable {
    /// Of the moments at relu1_1…relu4_1.
    public let style: Double
    /// Of relu4_1.
    public let content: Double

    /// Two losses.
    public init(style: Double, content: Double) { (self.style, self.content) = (style, content) }
  }

  /// Of step 1, 2, ….
  public private(set) var points: [Point] = []

  /// The curve of a training without a step.
  public init() {}

  /// The steps that are done.
  public var steps: Int { points.count }

  /// The next step's losses. - Precondition: both are there.
  public mutating func add(_ losses: LossTerms) {
    guard let style = losses[.style], let content = losses[.content] else {
      preconditionFailure("no style or content in \(losses)")
    }
    points.append(Point(style: style, content: content))
  }

  /// Forgets the steps after one.
  public mutating func cut(to step: Int) { points = Array(points.prefix(step)) }

  /// The mean style loss over the last tenth of the steps up to one; nil where that is not done.
  /// - Precondition: the step is positive.
  public func style(at step: Int) -> Double? {
    precondition(step > 0, "step \(step)")
    guard step <= steps else { return nil }
    let last = points[(step - max(1, step / 10))..<step]
    return last.reduce(0) { $0 + $1.style } / Double(last.count)
  }
}

extension LossCurve {
  private static let head = "step,style,content"

  /// The file's text; losses have six digits that count.
  public var csv: String {
    let lines = points.enumerated().map {
      String(format: "%d,%.6g,%.6g", $0 + 1, $1.style, $1.content)
    }
    return ([Self.head] + lines).joined(separator: "\n") + "\n"
  }

  /// The curve of a file's text. - Throws: `TrainingError.foreignCurve` with the first line that is
  /// not the next step's.
  public init(csv: String) throws(TrainingError) {
    let lines = csv.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == Self.head[...], lines.last == "" else { throw .foreignCurve(line: 1) }
    for (index, line) in lines.dropFirst().dropLast().enumerated() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      let losses = fields.dropFirst().compactMap { Double($0) }.filter { $0 >= 0 && $0.isFinite }
      guard fields.count == 3, losses.count == 2, Int(fields[0]) == index + 1 else {
        throw .foreignCurve(line: index + 2)
      }
      points.append(Point(style: losses[0], content: losses[1]))
    }
  }
}
