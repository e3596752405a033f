// SPDX-License-Identifier: MIT

import Settings

/// A style that a network is being taught: how far it is, and how its losses went.
public struct LearningProgress: Equatable, Sendable {
  /// What is learned.
  public let job: LearningJob
  /// The losses of every step so far, before they are weighted.
  public private(set) var losses: [StyleLosses] = []
  /// The steps of the plan; 0 until it has begun.
  public private(set) var steps = 0
  /// What the steps that are left will take; nil until it has begun.
  public private(set) var secondsLeft: Int?
  /// Whether the person has ended it, and it is being saved.
  public var isEnding = false

  /// Something that has not begun.
  public init(_ job: LearningJob) { self.job = job }

  mutating func begin(steps: Int) { self.steps = steps }

  mutating func add(_ step: StyleLosses, secondsLeft: Int) {
    losses.append(step)
    self.secondsLeft = secondsLeft
  }
}

/// A network, and the picture whose style it is taught.
public struct LearningJob: Equatable, Sendable {
  /// The network.
  public let network: NetworkSummary
  /// The picture.
  public let style: String

  /// A lesson.
  public init(network: NetworkSummary, style: String) {
    (self.network, self.style) = (network, style)
  }
}

/// The losses of a step.
public struct StyleLosses: Equatable, Sendable {
  /// How far the moments at VGG-19's levels are from the style's, and relu4_1 from the content's.
  public let style, content: Double

  /// Losses.
  public init(style: Double, content: Double) { (self.style, self.content) = (style, content) }
}
