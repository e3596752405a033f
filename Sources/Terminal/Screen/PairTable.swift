// SPDX-License-Identifier: MIT

/// The color pairs in use. Pair 0 is the terminal's own colors; a pair once given stays.
///
/// `alloc_pair` of curses would do, but it crashes on terminals without color, and it recycles pairs
/// that are still on the screen.
struct PairTable {
  /// A pair, and whether the cell must be shown reversed.
  struct Slot: Equatable {
    let pair: Int
    let isSwapped: Bool
    /// Whether curses has not been told of the pair yet.
    let isNew: Bool
  }

  private let capacity: Int
  private var pairs: [UInt32: Int] = [:]

  /// A table for a terminal with this many pairs, 0 without color.
  init(capacity: Int) { self.capacity = capacity }

  /// The pair for two colors, or pair 0 if there is none left.
  ///
  /// Where pairs are scarce (64 for 8 colors) they are unordered: 36 then show all of 8 × 9.
  mutating func slot(_ look: Look) -> Slot {
    guard look.foreground != nil || look.background != nil else { return Self.standard }
    var (first, second) = (Self.code(look.foreground), Self.code(look.background))
    let isSwapped = capacity < 60_000 && first > second && second > 0
    if isSwapped { swap(&first, &second) }
    let key = first << 16 | second
    if let pair = pairs[key] { return Slot(pair: pair, isSwapped: isSwapped, isNew: false) }
    guard pairs.count + 1 < capacity else { return Self.standard }
    pairs[key] = pairs.count + 1
    return Slot(pair: pairs.count, isSwapped: isSwapped, isNew: true)
  }

  private static let standard = Slot(pair: 0, isSwapped: false, isNew: false)

  private static func code(_ color: UInt8?) -> UInt32 { color.map { UInt32($0) + 1 } ?? 0 }
}
