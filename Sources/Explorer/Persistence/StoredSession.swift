// SPDX-License-Identifier: MIT

import Normalization
import Pictures
import Settings

/// JSON form of a session. Paths are encoded strings (`String.init(pathBytes:)`), which restore names
/// that are not valid UTF-8.
struct StoredSession: Codable {
  struct Content: Codable {
    let path: String
    /// Index of the displayed picture of a tensor; nil for a picture.
    let picture: Int?
    /// Name of the tensor in a file of several.
    var tensor: String?
  }
  struct Style: Codable {
    let path: String
    let weight: Double
    /// Name of the tensor in a file of several.
    var tensor: String?
  }
  struct Edit: Codable {
    let factor, offset: Double
  }
  /// Edits by color space and channel.
  typealias Edits = [String: [String: Edit]]

  let normscope: String
  let version: Int
  let content: Content
  let styles: [Style]
  let batch: [String]
  let mode, space, convention: String
  let alpha, epsilon: Double
  let groups: Int
  let bare, equalized: Bool
  let edits, bareEdits: Edits
  let gamma, beta: [Double]?
  let size, styleSize: Int?
  let network: StoredNetwork?
  let page, control, compared: String
  let channel: Int?
  let filter: String

  init(_ session: Session) {
    let settings = session.settings
    (normscope, version) = ("session", Session.version)
    content = Content(settings.input)
    styles = settings.styles.map { Style(path: $0.path, weight: $0.weight, tensor: $0.tensor) }
    batch = settings.batch
    let plain = settings.oneSite
    (mode, space) = (plain.mode.rawValue, settings.space.rawValue)
    convention = settings.convention.rawValue
    (alpha, epsilon, groups) = (settings.alpha, plain.epsilon, plain.groups)
    (bare, equalized) = (plain.usesIdentityAffine, settings.isEqualized)
    (edits, bareEdits) = (Self.form(settings.edits), Self.form(settings.identityAffineEdits))
    (gamma, beta) = (settings.affineOverride.gamma, settings.affineOverride.beta)
    (size, styleSize) = (settings.size, settings.styleSize)
    network = settings.network.map(StoredNetwork.init)
    (page, control) = (session.page.storedName, session.control.storedName)
    compared = session.compared.rawValue
    (channel, filter) = (session.channel.index, session.filter)
  }

  private static func form(_ edits: [ColorSpace: [Int: AffineEdit]]) -> Edits {
    edits.reduce(into: Edits()) { result, entry in
      if !entry.value.isEmpty { result[entry.key.rawValue] = form(entry.value) }
    }
  }

  /// Edits by the channel’s index as text.
  static func form(_ edits: [Int: AffineEdit]) -> [String: Edit] {
    edits.reduce(into: [:]) { result, entry in
      result["\(entry.key)"] = Edit(factor: entry.value.factor, offset: entry.value.offset)
    }
  }
}

extension StoredSession.Content {
  init(_ input: Input) {
    switch input {
    case .picture(let path): self.init(path: path, picture: nil)
    case .tensor(let path, let name, let index):
      self.init(path: path, picture: index, tensor: name)
    }
  }

  var input: Input {
    picture.map { .tensor(path: path, name: tensor, index: $0) } ?? .picture(path: path)
  }
}

extension Page {
  /// Name in a session file.
  var storedName: String { name.lowercased() }
}

extension Control {
  private static let storedNames: [String: Control] = [
    "network": .network, "site": .site, "moments": .moments,
    "mode": .mode, "space": .space, "picture": .picture, "channel": .channel, "gamma": .gamma,
    "beta": .beta, "alpha": .alpha, "convention": .convention, "epsilon": .epsilon,
    "groups": .groups,
  ]

  /// Name in a session file; weights have a number from 1.
  public var storedName: String {
    if case .weight(let index) = self { return "weight \(index + 1)" }
    return Self.storedNames.first { $0.value == self }?.key ?? "mode"
  }

  /// Returns the control with a stored name.
  init?(storedName: String) {
    let parts = storedName.split(separator: " ")
    if parts.count == 2, parts[0] == "weight", let place = Int(parts[1]), place > 0 {
      self = .weight(place - 1)
    } else if let control = Self.storedNames[storedName] {
      self = control
    } else {
      return nil
    }
  }
}
