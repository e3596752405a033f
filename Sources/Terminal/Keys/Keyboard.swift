// SPDX-License-Identifier: MIT

import CNcurses
import Explorer

/// Keyboard and mouse input of an open screen. Used on the screen's thread.
public final class Keyboard {
  /// Keeps the screen open while keys are read.
  private let screen: Screen
  private var decoder = KeyDecoder()
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now

  /// Creates the keyboard of a screen.
  public init(_ screen: Screen) { self.screen = screen }

  /// Time in which late probe replies are expected, because of a slow network or a starting
  /// terminal.
  private static let replyTimeout = Duration.seconds(5)

  /// Returns all pending keys and mouse events.
  ///
  /// Waits at most 25 ms, for the rest of a sequence after ESC.
  public func read() -> [Message] {
    let now = ContinuousClock.now
    if now - last > .milliseconds(500) { decoder.reset() }
    last = now
    decoder.expectsReplies = now - start < Self.replyTimeout
    var messages: [Message] = []
    var code: UInt32 = 0
    while case let kind = ns_read_key(&code), kind != 0 {
      switch kind {
      case 1: messages += decoder.character(code).map(Message.key)
      case 2: messages += decoder.code(Int32(bitPattern: code)).map(Message.key)
      default: messages += Self.mouse().map(Message.mouse)
      }
    }
    return messages + decoder.finish().map(Message.key)
  }

  /// Returns the pending mouse event. A fast click is reported as press and release.
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
