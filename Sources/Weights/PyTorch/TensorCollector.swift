// SPDX-License-Identifier: MIT

/// Traversal of nested containers that finds all tensors.
struct TensorCollector {
  /// A tensor and the keys that lead to it.
  struct Item {
    var path: [String]
    var view: TensorView
    /// Whether a dictionary with tensors is in the same container.
    var isBesideDictionaries = false
  }

  /// Limit on nesting. A dictionary that contains itself would never end.
  private static let maximumDepth = 32
  private static let maximumTensorCount: UInt64 = 65_536
  private static let maximumNameLength: UInt64 = 512
  private static let maximumStepCount = 1 << 21

  private let containers: [[PickleValue]]
  private(set) var items: [Item] = []
  /// Paths of the state dictionaries of optimizers.
  private(set) var optimizers: [[String]] = []
  private var steps = 0

  init(containers: [[PickleValue]]) { self.containers = containers }

  /// Adds the tensors in a value, and returns whether the value is a container with tensors.
  mutating func collect(_ value: PickleValue, _ path: [String]) throws(WeightError) -> Bool {
    // A dictionary that is referenced often is searched for the keys of an optimizer every time.
    steps += 1 + size(value)
    if case .tensor(let view) = value { try add(view, path) }
    try checkLimits(depth: path.count)
    let members = members(value)
    if isOptimizer(members) {
      optimizers.append(path)
      return false
    }
    let start = items.count
    var (tensors, hasDictionaries) = ([Int](), false)
    for (index, (key, member)) in members.enumerated() {
      if case .tensor = member { tensors.append(items.count) }
      if try collect(member, path + [Self.text(key, index)]) { hasDictionaries = true }
    }
    if hasDictionaries { for index in tensors { items[index].isBesideDictionaries = true } }
    return !members.isEmpty && items.count > start
  }

  private mutating func add(_ view: TensorView, _ path: [String]) throws(WeightError) {
    let length = path.reduce(UInt64(0)) { $0 + UInt64($1.utf8.count) }
    guard length <= Self.maximumNameLength else {
      throw .tooLarge(
        byte: view.byte, what: "the length of a name", size: length,
        limit: Self.maximumNameLength)
    }
    items.append(Item(path: path, view: view))
  }

  private func checkLimits(depth: Int) throws(WeightError) {
    let byte = items.last?.view.byte ?? 0
    guard depth <= Self.maximumDepth, steps <= Self.maximumStepCount else {
      throw .unsupported(
        byte: byte, what: "dictionaries nested too deeply",
        advice: "save only the model's state_dict()")
    }
    guard items.count <= Self.maximumTensorCount else {
      throw .tooLarge(
        byte: byte, what: "the tensor count", size: UInt64(items.count),
        limit: Self.maximumTensorCount)
    }
  }

  /// Whether a dictionary has the keys of the `state_dict()` of every PyTorch optimizer.
  private func isOptimizer(_ members: [(key: PickleValue, value: PickleValue)]) -> Bool {
    let keys = ["state", "param_groups"]
    return keys.allSatisfy { key in
      members.contains { if case .string(key) = $0.key { true } else { false } }
    }
  }

  /// Returns the number of elements of a container.
  private func size(_ value: PickleValue) -> Int {
    switch value {
    case .dictionary(let number), .list(let number), .tuple(let number): containers[number].count
    default: 0
    }
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

  /// Returns a key as part of a name; of other keys than strings and integers, the position.
  private static func text(_ key: PickleValue, _ index: Int) -> String {
    switch key {
    case .string(let text): text
    case .int(let number): String(number)
    default: "\(key.kind) \(index)"
    }
  }
}
