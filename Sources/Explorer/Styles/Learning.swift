// SPDX-License-Identifier: MIT

import Settings

/// Progress of the training of a new style.
public struct LearningProgress: Equatable, Sendable {
  /// Network and picture.
  public let job: LearningJob
  /// Unweighted losses of every completed step.
  public private(set) var losses: [LearningLosses] = []
  /// Planned steps; 0 before the training starts.
  public private(set) var steps = 0
  /// Estimated seconds for the remaining steps; nil before the training starts.
  public private(set) var secondsLeft: Int?
  /// Whether the user has stopped the training and the style is being saved.
  public var isEnding = false

  /// Creates the progress of a training that has not started.
  public init(_ job: LearningJob) { self.job = job }

  mutating func begin(steps: Int) { self.steps = steps }

  mutating func add(_ step: LearningLosses, secondsLeft: Int) {
    losses.append(step)
    self.secondsLeft = secondsLeft
  }
}

/// Network and the picture whose style it learns.
public struct LearningJob: Equatable, Sendable {
  /// The network.
  public let network: NetworkSummary
  /// Path of the picture.
  public let style: String

  /// Creates a job.
  public init(network: NetworkSummary, style: String) {
    (self.network, self.style) = (network, style)
  }
}

/// Losses of one step.
public struct LearningLosses: Equatable, Sendable {
  /// Style loss (moments at VGG-19’s style levels) and content loss (relu4_1).
  public let style, content: Double

  /// Creates losses.
  public init(style: Double, content: Double) { (self.style, self.content) = (style, content) }
}

/// Event of the training thread.
public enum LearningEvent: Equatable, Sendable {
  /// The network has one more style, and the number of steps is planned.
  case begun(NetworkSummary, steps: Int)
  /// A step is completed.
  /// - Parameter showsRow: Whether the worker uses the new weights, so that a new frame shows them.
  case stepped(LearningLosses, secondsLeft: Int, showsRow: Bool)
  /// The training has ended, with a message about its result.
  case ended(String)
}

/// Training of a new style while the explorer stays usable.
extension ExplorerState {
  /// Opens the file chooser for a picture to learn, if the network can learn styles.
  mutating func startLearning() -> [Effect] {
    if stylesPage.learning != nil {
      notice = "a style is being learned: Esc stops and saves it"
      return []
    }
    guard let network = settings.network?.summary, !network.styleNames.isEmpty,
      !network.sites.contains(where: \.hasRunningStatistics)
    else {
      notice = reasonNotToLearn
      return []
    }
    return open(
      FileChooser(purpose: .styleToLearn), at: settings.styles.last?.path ?? settings.input.path)
  }

  private var reasonNotToLearn: String {
    guard let network = settings.network?.summary else {
      return "pixels cannot learn: N chooses a network with its own styles"
    }
    let takesAny = network.sites.contains { $0.defaultMode == .adaptive }
    return takesAny
      ? "‘\(network.name)’ accepts any style picture (s) without training"
      : "‘\(network.name)’ has no table of styles (\(glyphs.gamma), \(glyphs.beta)) to extend"
  }

  /// Starts the training with a picture.
  mutating func learn(_ path: String, _ contents: FolderListing.Entry.Contents) -> [Effect] {
    guard let network = settings.network?.summary else { return [] }
    guard contents == .picture else {
      notice = "networks learn styles from pictures, not from tensors"
      return []
    }
    let job = LearningJob(network: network, style: path)
    stylesPage.learning = LearningProgress(job)
    return show(.styles) + [.learn(job)]
  }

  /// Stops the training; the style is saved as it is.
  mutating func stopLearning() -> [Effect] {
    guard stylesPage.learning != nil else { return [] }
    stylesPage.learning?.isEnding = true
    return [.stopLearning]
  }

  mutating func receive(_ news: LearningEvent) -> [Effect] {
    switch news {
    case .begun(let network, let steps):
      stylesPage.learning?.begin(steps: steps)
      return adoptNewStyle(network)
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

  /// Adds the new style and makes it the mixture if the network’s styles are in use.
  private mutating func adoptNewStyle(_ network: NetworkSummary) -> [Effect] {
    adopt(network)
    guard settings.network?.summary == network, settings.usesRows else { return [] }
    return recordingHistory { state in
      state.settings.styleMixture = [WeightedStyle(row: network.styleNames.count - 1)]
      state.keepControlValid()
      state.selectShownStyle()
      return state.recompute()
    }
  }

  /// Updates the summary of a network that has a new style, also in the history.
  private mutating func adopt(_ network: NetworkSummary) {
    networks = networks.map { $0.name == network.name ? network : $0 }
    settings.adopt(network)
    lastRenderedSettings.adopt(network)
    history.adopt(network)
  }
}

extension RenderSettings {
  /// Updates the summary of the network if it is the same.
  mutating func adopt(_ network: NetworkSummary) {
    guard let old = self.network?.summary, old.name == network.name, old.sites == network.sites
    else { return }
    self.network?.adopt(network)
  }
}
