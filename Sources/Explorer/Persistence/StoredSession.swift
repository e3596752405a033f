// SPDX-License-Identifier: MIT

import Normalization
import Pictures
import Settings

/// A session as the file has it: names where the program has cases, and flat.
struct SessionForm: Codable {
  struct Content: Codable {
    let path: String
    /// Which picture of a tensor; nothing for a picture.
    let picture: Int?
  }
  struct Style: Codable {
    let path: String
    let weight: Double
  }
  struct Turned: Codable {
    let factor, offset: Double
  }
  /// By space, by channel.
  typealias Edits = [String: [String: Turned]]

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
  let network: NetworkForm?
  let page, control, compared: String
  let channel: Int?
  let filter: String

  init(_ session: Session) {
    let settings = session.settings
    (normscope, version) = ("session", Session.version)
    content = Content(settings.input)
    styles = settings.styles.map { Style(path: $0.path, weight: $0.weight) }
    batch = settings.batch
    let plain = settings.plain
    (mode, space) = (plain.mode.rawValue, settings.space.rawValue)
    convention = settings.convention.rawValue
    (alpha, epsilon, groups) = (settings.alpha, plain.epsilon, plain.groups)
    (bare, equalized) = (plain.isBare, settings.isEqualized)
    (edits, bareEdits) = (Self.form(settings.edits), Self.form(settings.bareEdits))
    (gamma, beta) = (settings.parameters.gamma, settings.parameters.beta)
    (size, styleSize) = (settings.size, settings.styleSize)
    network = settings.network.map(NetworkForm.init)
    (page, control) = (session.page.word, session.control.word)
    compared = session.compared.rawValue
    (channel, filter) = (session.channel.index, session.filter)
  }

  private static func form(_ edits: [ColorSpace: [Int: AffineEdit]]) -> Edits {
    edits.reduce(into: Edits()) { result, entry in
      if !entry.value.isEmpty { result[entry.key.rawValue] = form(entry.value) }
    }
  }

  /// Edits by the channel's number as text.
  static func form(_ edits: [Int: AffineEdit]) -> [String: Turned] {
    edits.reduce(into: [:]) { result, entry in
      result["\(entry.key)"] = Turned(factor: entry.value.factor, offset: entry.value.offset)
    }
  }
}

extension SessionForm.Content {
  init(_ input: Input) {
    switch input {
    case .picture(let path): self.init(path: path, picture: nil)
    case .tensor(let path, let index): self.init(path: path, picture: index)
    }
  }

  var input: Input {
    picture.map { .tensor(path: path, index: $0) } ?? .picture(path: path)
  }
}

extension Page {
  /// The name in a session.
  var word: String { name.lowercased() }
}

extension Control {
  private static let words: [String: Control] = [
    "network": .network, "site": .site, "moments": .moments,
    "mode": .mode, "space": .space, "picture": .picture, "channel": .channel, "gamma": .gamma,
    "beta": .beta, "alpha": .alpha, "convention": .convention, "epsilon": .epsilon,
    "groups": .groups,
  ]

  /// The name in a session; a style's weight has its place in the list, from 1.
  public var word: String {
    if case .weight(let index) = self { return "weight \(index + 1)" }
    return Self.words.first { $0.value == self }?.key ?? "mode"
  }

  /// The control of a name.
  init?(word: String) {
    let parts = word.split(separator: " ")
    if parts.count == 2, parts[0] == "weight", let place = Int(parts[1]), place > 0 {
      self = .weight(place - 1)
    } else if let control = Self.words[word] {
      self = control
    } else {
      return nil
    }
  }
}
