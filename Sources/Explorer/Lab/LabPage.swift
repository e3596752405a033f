// SPDX-License-Identifier: MIT

import Settings

/// What is looked at on the Lab page.
public struct LabCursor: Equatable, Sendable {
  /// The panel, counted from 0.
  public var panel = 0
  /// The training that a network is loaded from.
  public var norm = Lab.Norm.instance
  /// The steps of the network under the cursor; nil for the last.
  public var step: Int?
  /// Whether losses are on a logarithmic axis.
  public var isLogarithmic = false

  /// The first panel, and the network that was trained longest.
  public init() {}
}

/// The Lab page: which curves are looked at, and the network that is loaded from them.
extension State {
  /// The place of the panel under the cursor; 0 before the first is known.
  var labPlace: Int { max(0, min((lab?.panels.count ?? 1) - 1, labCursor.panel)) }
  /// The panel under the cursor.
  var labPanel: Lab.Panel? { lab?.panels[labPlace] }
  /// The networks that the training under the cursor has saved.
  private var labNetworks: [Lab.Saved] { labPanel?[labCursor.norm].saved ?? [] }

  /// The place of the network under the cursor: the last that has no more steps than were chosen.
  private var savedPlace: Int {
    labNetworks.lastIndex { $0.step <= labCursor.step ?? .max } ?? 0
  }
  /// The network under the cursor; nil where none was saved.
  var savedNetwork: Lab.Saved? {
    labNetworks.indices ~= savedPlace ? labNetworks[savedPlace] : nil
  }

  mutating func choosePanel(_ place: Int) -> [Effect] {
    labCursor.panel = place
    labCursor.panel = labPlace
    return []
  }

  mutating func turnSaved(_ steps: Int) -> [Effect] {
    guard !labNetworks.isEmpty else { return [] }
    let place = max(0, min(labNetworks.count - 1, savedPlace + steps))
    labCursor.step = labNetworks[place].step
    return []
  }

  mutating func turnNorm() -> [Effect] {
    labCursor.norm = labCursor.norm == .batch ? .instance : .batch
    return []
  }

  mutating func loadSaved() -> [Effect] {
    guard let network = savedNetwork else {
      notice = reasonNotToLoad
      return []
    }
    return [.open(network: network.path)]
  }

  private var reasonNotToLoad: String {
    labPanel?.source == "shipped"
      ? "these networks do not come along: normscope experiment figure1 trains your own"
      : "no network is saved here yet"
  }

  /// Takes in what was found. What still grows is looked at again while the page is shown.
  mutating func receive(_ new: Lab) -> [Effect] {
    lab = new
    return page == .lab && new.isGrowing ? [.watchLab] : []
  }

  /// A network's file was read: pictures go through it from now on.
  mutating func open(_ network: NetworkSummary) -> [Effect] {
    let before = settings
    putNetwork(network)
    guard settings != before else { return [] }
    let file = network.name.split(separator: "/").last.map(String.init) ?? network.name
    notice = "\(file): \(network.sites.count) sites (u: the network before)"
    return show(.preview)
  }
}
