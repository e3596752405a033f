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

  /// All keys and mouse events that are waiting; none when there are none.
  ///
  /// Waits at most 25 ms, for the rest of a sequence that an Escape may have begun.
  public func read() -> [Message] {
    let now = ContinuousClock.now
    if now - last > .milliseconds(500) { decoder.forget() }
    last = now
    decoder.expectsAnswers = now - start < Self.patience
    var messages: [Message] = []
    var code: UInt32 = 0
    while case let kind = ns_read_key(&code), kind != 0 {
      switch kind {
      case 1: messages += decoder.character(code).map(Message.key)
      case 2: messages += decoder.code(Int32(bitPattern: code)).map(Message.key)
      default: messages += Self.mouse().map(Message.mouse)
      }
    }
    return messages + decoder.pause().map(Message.key)
  }

  /// What the mouse did; a click that was too quick for two events is both.
  private static func mouse() -> [Mouse] {
    var (row, column): (Int32, Int32) = (0, 0)
    let kinds: [Mouse.Kind] =
      switch ns_read_mouse(&row, &column) {
      case NS_PRESS: [.press]
      case NS_DRAG: [.drag]
      case NS_RELEASE: [.release]
      case NS_CLICK: [.press, .release]
      case NS_WHEEL_UP: [.wheelUp]
      case NS_WHEEL_DOWN: [.wheelDown]
      default: []
      }
    return kinds.map { Mouse($0, row: Int(row), column: Int(column)) }
  }
}
