// SPDX-License-Identifier: MIT

import Settings

/// A network with styles of its own is taught one more, while all else goes on.
extension State {
  /// Asks for the picture to learn the style of, where there is a network that can.
  mutating func startLearning() -> [Effect] {
    if learning != nil {
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
    learning = LearningProgress(job)
    return show(.styles) + [.learn(job)]
  }

  /// Ends it; the row stays as it is by then.
  mutating func stopLearning() -> [Effect] {
    guard learning != nil else { return [] }
    learning?.isEnding = true
    return [.stopLearning]
  }

  mutating func receive(_ news: LearningNews) -> [Effect] {
    switch news {
    case .begun(let network, let steps):
      learning?.begin(steps: steps)
      return takeRow(network)
    case .stepped(let losses, let secondsLeft, let showsRow):
      learning?.add(losses, secondsLeft: secondsLeft)
      let isSeen =
        settings.network?.summary.name == learning?.job.network.name
        && settings.usesRows
      return showsRow && isSeen ? recompute() : []
    case .ended(let sentence):
      (learning, notice) = (nil, sentence)
      return []
    }
  }

  /// The network has a row more, which becomes the mixture where its rows are in use.
  private mutating func takeRow(_ network: NetworkSummary) -> [Effect] {
    adopt(network)
    guard settings.network?.summary == network, settings.usesRows else { return [] }
    return changing { state in
      state.settings.mixed = [WeightedStyle(row: network.rows.count - 1)]
      state.keepControlValid()
      state.findRow()
      return state.recompute()
    }
  }

  /// A network has more rows than it had: past and future know them, too.
  private mutating func adopt(_ network: NetworkSummary) {
    networks = networks.map { $0.name == network.name ? network : $0 }
    settings.adopt(network)
    settled.adopt(network)
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
