// SPDX-License-Identifier: MIT

import Synchronization
import Testing

@testable import Explorer

/// A state of the explorer at one screen size.
struct ScreenCase: Sendable, CustomTestStringConvertible {
  let title: String
  let size: ScreenSize
  /// Returns a stage in the state.
  let play: @Sendable (ScreenSize) throws -> ExplorerHarness

  /// Name of its snapshot.
  var name: String { "\(title)-\(size.columns)x\(size.rows)" }
  var testDescription: String { name }

  /// The state, computed once for all tests.
  func state() throws -> ExplorerState {
    if let known = Self.states.withLock({ $0[name] }) { return known }
    let state = try play(size).state
    Self.states.withLock { $0[name] = state }
    return state
  }

  private static let states = Mutex<[String: ExplorerState]>([:])

  /// The screen.
  func canvas() throws -> Canvas { view(try state()) }

  /// The same state at another size.
  func resized(to size: ScreenSize) -> ScreenCase {
    ScreenCase(title: title, size: size, play: play)
  }
}

extension ScreenSize {
  static let small = ScreenSize(rows: 20, columns: 60)
  static let usual = ScreenSize(rows: 24, columns: 80)
  static let large = ScreenSize(rows: 40, columns: 120)
  static let huge = ScreenSize(rows: 60, columns: 200)
  /// Sizes of the snapshots of main screens.
  static let all = [small, usual, large, huge]
}

extension ScreenCase {
  /// Returns one scene per size.
  static func scenes(
    _ title: String, _ sizes: [ScreenSize] = [.usual],
    _ play: @escaping @Sendable (ScreenSize) throws -> ExplorerHarness
  ) -> [ScreenCase] {
    sizes.map { ScreenCase(title: title, size: $0, play: play) }
  }

  /// All scenes.
  static let all =
    pages + modes + several + choosers + helps + moments + plain + styles + maps + scatters
    + labs
}
