// SPDX-License-Identifier: MIT

/// Tensors of an unpickled checkpoint by name, before their values are read.
struct StateDictionary {
  /// Names (nested keys joined by dots) and tensors, in order.
  private(set) var views: [(name: String, view: TensorView)] = []
  private let containers: [[PickleValue]]

  /// Limit on nesting. A dictionary that contains itself would never end.
  private static let maximumDepth = 8
  private static let maximumTensorCount: UInt64 = 65_536
  private static let maximumNameLength = 512
  private static let maximumStepCount = 1 << 20
  private var steps = 0

  /// Keys under which training scripts store the state dictionary in a larger checkpoint.
  private static let wrapperKeys = ["state_dict", "model_state_dict", "model", "params", "net"]

  init(_ root: PickleValue, containers: [[PickleValue]]) throws(WeightError) {
    self.containers = containers
    try add(inner(root) ?? root, "", depth: 0)
  }

  /// Returns the state dictionary of a checkpoint that also contains the optimizer's state.
  private func inner(_ root: PickleValue) -> PickleValue? {
    for (key, value) in members(root) {
      if case .string(let name) = key, case .dictionary = value, Self.wrapperKeys.contains(name) {
        return value
      }
    }
    return nil
  }

  private func members(_ value: PickleValue) -> [(key: PickleValue, value: PickleValue)] {
    switch value {
    case .dictionary(let number):
      stride(from: 0, to: containers[number].count - 1, by: 2)
        .map { (containers[number][$0], containers[number][$0 + 1]) }
    case .list(let number), .tuple(let number):
      containers[number].enumerated().map { (.int($0.offset), $0.element) }
    default: []
    }
  }

  private mutating func add(
    _ value: PickleValue, _ name: String, depth: Int
  ) throws(WeightError) {
    steps += 1
    if case .tensor(let view) = value { views.append((name, view)) }
    let byte = views.last?.view.byte ?? 0
    guard depth <= Self.maximumDepth, steps <= Self.maximumStepCount else {
      throw .unsupported(
        byte: byte, what: "dictionaries nested too deeply",
        advice: "save only the model's state_dict()")
    }
    guard views.count <= Self.maximumTensorCount else {
      throw .tooLarge(
        byte: byte, what: "the tensor count", size: UInt64(views.count),
        limit: Self.maximumTensorCount)
    }
    for (key, member) in members(value) {
      let part = Self.text(key)
      guard part.utf8.count <= Self.maximumNameLength else {
        throw .tooLarge(
          byte: byte, what: "the length of a name", size: UInt64(part.utf8.count),
          limit: UInt64(Self.maximumNameLength))
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
