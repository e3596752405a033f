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

/// What the thread that teaches a network has to say.
public enum LearningEvent: Equatable, Sendable {
  /// The network has a row more from now on, and so many steps are planned.
  case begun(NetworkSummary, steps: Int)
  /// A step is done. - Parameter showsRow: whether frames show the row as it is now.
  case stepped(StyleLosses, secondsLeft: Int, showsRow: Bool)
  /// It is over, whatever the reason; a sentence says what became of it.
  case ended(String)
}

/// A network with styles of its own is taught one more, while all else goes on.
extension State {
  /// Asks for the picture to learn the style of, where there is a network that can.
  mutating func startLearning() -> [Effect] {
    if stylesPage.learning != nil {
      notice = "a style is being learned: Esc ends it and keeps it as it is"
      return []
    }
    guard let network = settings.network?.summary, !network.rows.isEmpty,
      !network.sites.contains(where: \.hasRunning)
    else {
      notice = reasonNotToLearn
      return []
    }
    return open(FileChooser(purpose: .job), at: settings.styles.last?.path ?? settings.input.path)
  }

  private var reasonNotToLearn: String {
    guard let network = settings.network?.summary else {
      return "pixels learn nothing: N chooses a network with styles of its own"
    }
    let takesAny = network.sites.contains { $0.own == .adaptive }
    return takesAny
      ? "‘\(network.name)’ takes any style as it is (s); there is nothing to learn"
      : "‘\(network.name)’ has no rows of \(glyphs.gamma), \(glyphs.beta) to add a style to"
  }

  /// Begins with a picture.
  mutating func learn(_ path: String) -> [Effect] {
    guard let network = settings.network?.summary else { return [] }
    guard !path.lowercased().hasSuffix(".npy") else {
      notice = "a tensor has no style that a network could learn"
      return []
    }
    let job = LearningJob(network: network, style: path)
    stylesPage.learning = LearningProgress(job)
    return show(.styles) + [.learn(job)]
  }

  /// Ends it; the row stays as it is by then.
  mutating func stopLearning() -> [Effect] {
    guard stylesPage.learning != nil else { return [] }
    stylesPage.learning?.isEnding = true
    return [.stopLearning]
  }

  mutating func receive(_ news: LearningEvent) -> [Effect] {
    switch news {
    case .begun(let network, let steps):
      stylesPage.learning?.begin(steps: steps)
      return takeRow(network)
    case .stepped(let losses, let secondsLeft, let showsRow):
      stylesPage.learning?.add(losses, secondsLeft: secondsLeft)
      let isSeen =
        settings.network?.summary.name == stylesPage.learning?.job.network.name
        && settings.usesRows
      return showsRow && isSeen ? recompute() : []
    case .ended(let sentence):
      (stylesPage.learning, notice) = (nil, sentence)
      return []
    }
  }

  /// The network has a row more, which becomes the mixture where its rows are in use.
  private mutating func takeRow(_ network: NetworkSummary) -> [Effect] {
    adopt(network)
    guard settings.network?.summary == network, settings.usesRows else { return [] }
    return recordingHistory { state in
      state.settings.mixed = [WeightedStyle(row: network.rows.count - 1)]
      state.keepControlValid()
      state.selectShownStyle()
      return state.recompute()
    }
  }

  /// A network has more rows than it had: past and future know them, too.
  private mutating func adopt(_ network: NetworkSummary) {
    networks = networks.map { $0.name == network.name ? network : $0 }
    settings.adopt(network)
    lastRenderedSettings.adopt(network)
    history.adopt(network)
  }
}

extension RenderSettings {
  /// Takes what is known of its network now.
  mutating func adopt(_ network: NetworkSummary) {
    guard let old = self.network?.summary, old.name == network.name, old.sites == network.sites
    else { return }
    self.network?.adopt(network)
  }
}
