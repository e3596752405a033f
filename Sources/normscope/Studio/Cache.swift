// SPDX-License-Identifier: MIT

/// The values that were used last. A class, because making one value may ask for another.
final class Cache<Key: Hashable, Value> {
  private var values: [Key: Value] = [:]
  private var order: [Key] = []
  private let limit: Int

  /// Keeps at most `limit` values.
  init(limit: Int) { self.limit = limit }

  /// The kept value, or a new one that is kept in place of the one unused longest.
  func value(_ key: Key, _ make: () throws -> Value) rethrows -> Value {
    let value = try values[key] ?? make()
    put(value, for: key)
    return value
  }

  /// Keeps a value in place of the one of its key, or of the one unused longest.
  func put(_ value: Value, for key: Key) {
    order.removeAll { $0 == key }
    values[key] = value
    order.append(key)
    if order.count > limit { values[order.removeFirst()] = nil }
  }
}
