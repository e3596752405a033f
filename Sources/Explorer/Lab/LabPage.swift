// SPDX-License-Identifier: MIT

import Settings

/// State of the Lab page.
public struct LabPageState: Equatable, Sendable {
  /// The experiment's loss curves; nil until they have been read.
  public var data: LabData?
  /// Index of the condition under the cursor.
  public var condition = 0
  /// Normalization of the training whose checkpoints the cursor moves over.
  public var norm = LabData.Norm.instance
  /// Step of the checkpoint under the cursor; nil for the last.
  public var step: Int?
  /// Whether the loss axis is logarithmic.
  public var isLogarithmic = false
}

extension Keymap {
  static let lab = withCommon([
    Binding(
      "↑/↓", "photographs", "select the photographs trained on", rank: 1,
      [.up: .move(-1), .down: .move(1), .home: .move(-1_000_000), .end: .move(1_000_000)]),
    Binding(
      "←/→", "step", "select the step of a saved network", rank: 1,
      [.left: .adjust(-1), .right: .adjust(1)]),
    Binding(
      "Tab", "BN/IN", "switch between the BN and IN networks", rank: 2,
      [.tab: .nextControl(1), .backTab: .nextControl(-1)]),
    Binding(
      "Enter", "load", "apply the network to the picture", rank: 2, [.enter: .accept]),
    Binding(
      "l", "log", "logarithmic or linear loss axis", rank: 2,
      [.character("l"): .logarithm]),
  ])
}

extension ExplorerState {
  /// Handles an action of the Lab page; returns nil for an action that all pages share.
  mutating func performLabPage(_ action: Action) -> [Effect]? {
    switch action {
    case .move(let steps): return selectCondition(conditionIndex + steps)
    case .adjust(let steps): return selectCheckpoint(movedBy: steps)
    case .nextControl: labPage.norm = labPage.norm == .batch ? .instance : .batch
    case .accept: return loadCheckpoint()
    case .logarithm: labPage.isLogarithmic.toggle()
    default: return nil
    }
    return []
  }

  /// Index of the condition under the cursor; 0 before the curves have been read.
  var conditionIndex: Int {
    max(0, min((labPage.data?.conditions.count ?? 1) - 1, labPage.condition))
  }
  /// The condition under the cursor.
  var selectedCondition: LabData.Condition? { labPage.data?.conditions[conditionIndex] }
  /// Checkpoints of the training under the cursor.
  private var checkpoints: [LabData.Checkpoint] {
    selectedCondition?[labPage.norm].checkpoints ?? []
  }

  /// Index of the last checkpoint that has at most the selected number of steps.
  private var checkpointIndex: Int {
    checkpoints.lastIndex { $0.step <= labPage.step ?? .max } ?? 0
  }
  /// The checkpoint under the cursor; nil if none was saved.
  var selectedCheckpoint: LabData.Checkpoint? {
    checkpoints.indices ~= checkpointIndex ? checkpoints[checkpointIndex] : nil
  }

  mutating func selectCondition(_ index: Int) -> [Effect] {
    labPage.condition = index
    labPage.condition = conditionIndex
    return []
  }

  private mutating func selectCheckpoint(movedBy steps: Int) -> [Effect] {
    guard !checkpoints.isEmpty else { return [] }
    let index = max(0, min(checkpoints.count - 1, checkpointIndex + steps))
    labPage.step = checkpoints[index].step
    return []
  }

  private mutating func loadCheckpoint() -> [Effect] {
    guard let checkpoint = selectedCheckpoint else {
      notice = reasonNotToLoad
      return []
    }
    return [.openNetwork(path: checkpoint.path)]
  }

  private var reasonNotToLoad: String {
    selectedCondition?.source == "bundled"
      ? "these networks are not bundled: normscope experiment figure1 trains them"
      : "no network has been saved yet"
  }

  /// Stores loss curves. While a training is running and the page is shown, they are read again.
  mutating func receive(_ new: LabData) -> [Effect] {
    labPage.data = new
    return page == .lab && new.isTraining ? [.scheduleLabReload] : []
  }

  /// Applies a network that was read from its file to the picture.
  mutating func open(_ network: NetworkSummary) -> [Effect] {
    let before = settings
    setNetwork(network)
    guard settings != before else { return [] }
    let file = network.name.lastPathComponent
    notice = "\(file): \(network.sites.count) sites (u: previous network)"
    return show(.preview)
  }
}
