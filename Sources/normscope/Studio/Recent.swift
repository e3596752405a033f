// SPDX-License-Identifier: MIT

/// The values that were used last. A class, because making one value may ask for another.
final class Recent<Key: Hashable, Value> {
  private var values: [Key: Value] = [:]
  private var order: [Key] = []
  private let limit: Int

  /// Keeps at most `limit` values.
  init(limit: Int) { self.limit = limit }

  /// The kept value, or a new one that is kept in place of the one unused longest.
  func value(_ key: Key, _ make: () throws -> Value) rethrows -> Value {
    order.removeAll { $0 == key }
    let value = try values[key] ?? make()
    values[key] = value
    order.append(key)
    if order.count > limit { values[order.removeFirst()] = nil }
    return value
  }
}
