// SPDX-License-Identifier: MIT

import Synchronization
import Testing

@testable import Explorer

/// A state of the explorer worth a look, at one size of the screen.
struct Scene: Sendable, CustomTestStringConvertible {
  let title: String
  let size: ScreenSize
  /// Leads a stage to the state.
  let play: @Sendable (ScreenSize) throws -> Stage

  /// The name of its snapshot.
  var name: String { "\(title)-\(size.columns)x\(size.rows)" }
  var testDescription: String { name }

  /// The state, played once for all tests.
  func state() throws -> State {
    if let known = Self.states.withLock({ $0[name] }) { return known }
    let state = try play(size).state
    Self.states.withLock { $0[name] = state }
    return state
  }

  private static let states = Mutex<[String: State]>([:])

  /// The screen.
  func canvas() throws -> Canvas { view(try state()) }

  /// The same state on another screen.
  func resized(to size: ScreenSize) -> Scene { Scene(title: title, size: size, play: play) }
}

extension ScreenSize {
  static let small = ScreenSize(rows: 20, columns: 60)
  static let usual = ScreenSize(rows: 24, columns: 80)
  static let large = ScreenSize(rows: 40, columns: 120)
  static let huge = ScreenSize(rows: 60, columns: 200)
  /// The sizes that the main screens are recorded at.
  static let all = [small, usual, large, huge]
}

extension Scene {
  /// One scene for each size.
  static func scenes(
    _ title: String, _ sizes: [ScreenSize] = [.usual],
    _ play: @escaping @Sendable (ScreenSize) throws -> Stage
  ) -> [Scene] {
    sizes.map { Scene(title: title, size: $0, play: play) }
  }

  /// Every recorded scene.
  static let all =
    pages + modes + several + choosers + helps + moments + plain + styles + maps + scatters
    + labs
}
