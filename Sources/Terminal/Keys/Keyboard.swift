// SPDX-License-Identifier: MIT

import CNcurses
import Explorer

/// The keys of an open screen, on the thread of the screen.
public final class Keyboard {
  /// Keys can be read as long as there is a screen.
  private let screen: Screen
  private var decoder = KeyDecoder()
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now

  /// The keyboard of a screen.
  public init(_ screen: Screen) { self.screen = screen }

  /// How long answers to the probe may still come: a slow network, or a terminal that starts up.
  private static let patience = Duration.seconds(5)

  /// All keys that are waiting; none when there are none.
  ///
  /// Waits at most 25 ms, for the rest of a sequence that an Escape may have begun.
  public func read() -> [Key] {
    let now = ContinuousClock.now
    if now - last > .milliseconds(500) { decoder.forget() }
    last = now
    decoder.expectsAnswers = now - start < Self.patience
    var keys: [Key] = []
    var code: UInt32 = 0
    while case let kind = ns_read_key(&code), kind != 0 {
      keys += kind == 1 ? decoder.character(code) : decoder.code(Int32(bitPattern: code))
    }
    return keys + decoder.pause()
  }
}
