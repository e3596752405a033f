// SPDX-License-Identifier: MIT

/// The tensors of an unpickled value by name, before their values are read.
struct StateDictionary {
  /// Names joined with dots, in order.
  private(set) var views: [(name: String, view: TensorView)] = []
  private let shelf: [[PickleValue]]

  /// Dictionaries deeper than this are no checkpoint (and one that holds itself is endless).
  private static let deepest = 8
  private static let mostTensors: UInt64 = 65_536
  private static let longestName = 512
  private static let mostSteps = 1 << 20
  private var steps = 0

  /// What training scripts call the state dictionary in a larger checkpoint.
  private static let usualNames = ["state_dict", "model_state_dict", "model", "params", "net"]

  init(_ root: PickleValue, shelf: [[PickleValue]]) throws(WeightError) {
    self.shelf = shelf
    try add(inner(root) ?? root, "", depth: 0)
  }

  /// The state dictionary inside a checkpoint with the optimizer's state beside it.
  private func inner(_ root: PickleValue) -> PickleValue? {
    for (key, value) in members(root) {
      if case .string(let name) = key, case .dictionary = value, Self.usualNames.contains(name) {
        return value
      }
    }
    return nil
  }

  private func members(_ value: PickleValue) -> [(key: PickleValue, value: PickleValue)] {
    switch value {
    case .dictionary(let number):
      stride(from: 0, to: shelf[number].count - 1, by: 2)
        .map { (shelf[number][$0], shelf[number][$0 + 1]) }
    case .list(let number), .tuple(let number):
      shelf[number].enumerated().map { (.int($0.offset), $0.element) }
    default: []
    }
  }

  private mutating func add(
    _ value: PickleValue, _ name: String, depth: Int
  ) throws(WeightError) {
    steps += 1
    if case .tensor(let view) = value { views.append((name, view)) }
    let byte = views.last?.view.byte ?? 0
    guard depth <= Self.deepest, steps <= Self.mostSteps else {
      throw .unsupported(
        byte: byte, what: "dictionaries nested too deeply", advice: "save a state_dict() alone")
    }
    guard views.count <= Self.mostTensors else {
      throw .tooLarge(
        byte: byte, what: "a number of tensors", size: UInt64(views.count),
        most: Self.mostTensors)
    }
    for (key, member) in members(value) {
      let part = Self.text(key)
      guard part.utf8.count <= Self.longestName else {
        throw .tooLarge(
          byte: byte, what: "a name", size: UInt64(part.utf8.count), most: UInt64(Self.longestName))
      }
      try add(member, name.isEmpty ? part : name + "." + part, depth: depth + 1)
    }
  }

  private static func text(_ key: PickleValue) -> String {
    switch key {
    case .string(let text): text
    case .int(let number): String(number)
    default: key.kind
    }
  }
}
