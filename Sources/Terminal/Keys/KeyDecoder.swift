// SPDX-License-Identifier: MIT

import CNcurses
import Explorer

/// Turns what curses reads into keys: characters, its own key codes, and control sequences that the
/// terminfo entry does not have. Late answers of the terminal are swallowed.
struct KeyDecoder {
  /// Whether control strings may come; without answers under way, ESC P is Escape and a letter.
  var expectsAnswers = true
  private var scanner = ControlScanner()
  /// Whether ESC has come and nothing after it.
  private var isEscaped = false

  /// The keys that a character completes.
  mutating func character(_ code: UInt32) -> [Key] {
    guard let scalar = Unicode.Scalar(code) else { return [] }
    if scanner.isInside || begins(scalar) { return sequence(scalar) }
    if scalar == "\u{1B}" {
      defer { isEscaped = true }
      return isEscaped ? [.escape] : []
    }
    return pause() + (Self.key(scalar).map { [$0] } ?? [])
  }

  /// The keys that a code of curses stands for.
  mutating func code(_ code: Int32) -> [Key] {
    scanner = ControlScanner()
    return pause() + (Self.key(code: code).map { [$0] } ?? [])
  }

  /// The keys that are certain when nothing more is waiting: an Escape with nothing after it.
  mutating func pause() -> [Key] {
    defer { isEscaped = false }
    return isEscaped ? [.escape] : []
  }

  /// Drops a sequence whose end never came.
  mutating func forget() { scanner = ControlScanner() }

  /// Whether a character after ESC makes it a sequence.
  private mutating func begins(_ scalar: Unicode.Scalar) -> Bool {
    guard isEscaped, scalar == "[" || expectsAnswers && "P]_".unicodeScalars.contains(scalar) else {
      return false
    }
    isEscaped = false
    scanner = ControlScanner()
    _ = scanner.feed(0x1B)
    return true
  }

  /// An Escape within a sequence ends it: what comes after is a key again, and not lost.
  private mutating func sequence(_ scalar: Unicode.Scalar) -> [Key] {
    switch scanner.feed(UInt8(exactly: scalar.value) ?? 0x3F) {
    case .sequence(let text, let final):
      Self.key(sequence: text, final: final).map { [$0] } ?? []
    case .plain: [.escape] + (Self.key(scalar).map { [$0] } ?? [])
    case .string, nil: []
    }
  }
}
