// SPDX-License-Identifier: MIT

/// Tensors of an unpickled checkpoint by name, before their values are read.
///
/// Dictionaries that contain all tensors, such as `state_dict`, are opened whatever their name. The
/// state of an optimizer is left out: its tensors are not weights.
struct StateDictionary {
  /// Names (nested keys joined by dots) and tensors, in order.
  private(set) var views: [(name: String, view: TensorView)] = []
  /// The opened dictionaries, and what was left out.
  private(set) var notes = ReadingNotes()

  init(_ root: PickleValue, containers: [[PickleValue]]) throws(WeightError) {
    var collector = TensorCollector(containers: containers)
    _ = try collector.collect(root, [])
    notes.ignored = collector.optimizers.map(Self.name)
    if collector.items.isEmpty, !notes.ignored.isEmpty { throw .onlyOptimizerState }
    let wrapper = Self.wrapper(collector.items)
    if !wrapper.isEmpty { notes.wrapper = Self.name(wrapper) + "." }
    for item in collector.items {
      guard item.path.starts(with: wrapper) else {
        notes.ignored.append(Self.name(item.path))
        continue
      }
      let name = Self.name(item.path.dropFirst(wrapper.count))
      views.append((name, item.view))
      if item.isBesideDictionaries { notes.besideDictionaries.insert(name) }
    }
  }

  private static func name(_ path: some Sequence<String>) -> String { path.joined(separator: ".") }

  /// Returns the path of the innermost dictionary that contains all tensors. Single values such as
  /// counters are disregarded, unless there are no others.
  private static func wrapper(_ items: [TensorCollector.Item]) -> [String] {
    let arrays = items.filter { WeightTensor.count($0.view.shape) != 1 }
    let paths = (arrays.isEmpty ? items : arrays).map { $0.path.dropLast() }
    guard var common = paths.first else { return [] }
    for path in paths {
      let count = zip(common, path).prefix { $0 == $1 }.count
      common = common.prefix(count)
    }
    return Array(common)
  }
}
