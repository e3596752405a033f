// SPDX-License-Identifier: MIT

import OrderedCollections

/// Least-recently-used cache with a limit in bytes.
///
/// A class, because computing one value may look up another in the same cache.
public final class ByteCache<Key: Hashable, Value> {
  private var entries: OrderedDictionary<Key, (value: Value, bytes: Int)> = [:]
  private let limit: Int
  private let size: (Value) -> Int
  /// Bytes of all cached values.
  public private(set) var bytes = 0

  /// A cache of at most `limit` bytes. The newest value is cached whatever its size.
  /// - Parameter size: returns the bytes of a value.
  public init(limit: Int, size: @escaping (Value) -> Int) {
    (self.limit, self.size) = (limit, size)
  }

  /// Returns the cached value of a key, or computes and caches it.
  public func value(_ key: Key, _ compute: () throws -> Value) rethrows -> Value {
    if let entry = entries.removeValue(forKey: key) {
      entries[key] = entry
      return entry.value
    }
    let value = try compute()
    insert(value, for: key)
    return value
  }

  /// Caches a value, and evicts the least recently used ones until all fit.
  public func insert(_ value: Value, for key: Key) {
    if let old = entries.removeValue(forKey: key) { bytes -= old.bytes }
    let entry = (value: value, bytes: size(value))
    entries[key] = entry
    bytes += entry.bytes
    while bytes > limit, entries.count > 1 { bytes -= entries.removeFirst().value.bytes }
  }

  /// Removes all values whose keys satisfy a condition.
  public func removeAll(where isObsolete: (Key) -> Bool) {
    for key in entries.keys where isObsolete(key) {
      bytes -= entries.removeValue(forKey: key)?.bytes ?? 0
    }
  }
}
