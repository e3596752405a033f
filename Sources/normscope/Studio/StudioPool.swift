// SPDX-License-Identifier: MIT

import Explorer
import Foundation

/// Studios for several threads, each of which has one to itself while it computes: styles are read
/// once a thread and not for every content.
final class StudioPool: @unchecked Sendable {
  private struct Place {
    let studio: Studio
    /// The pixels of the contents that it keeps.
    var pixels = 0
  }

  // Read and written under `lock`.
  private var free: [Place] = []
  private let lock = NSLock()
  private let photographs: [String]

  /// A studio keeps what it read, as the explorer wants, but no content comes twice here: after so
  /// many pixels, 64 MB, a new one is made.
  private static let pixelLimit = 1 << 22

  init(photographs: [String]) { self.photographs = photographs }

  /// Computes a setup whole. May be called from any thread.
  func develop(_ setup: Setup) throws -> Studio.Development {
    var place = lock.withLock { free.popLast() } ?? Place(studio: Studio(photographs: photographs))
    let result = try place.studio.develop(setup)
    place.pixels += result.plan.content.tensor.shape.plane
    if place.pixels < Self.pixelLimit { lock.withLock { free.append(place) } }
    return result
  }

  /// Finds what would fail for every content, such as a style that cannot be read, with one of the
  /// pictures that are there anyway as the content.
  func check(_ setup: Setup) throws {
    let style = setup.mode.usesStyles ? setup.styles.first?.path : nil
    guard let path = style ?? photographs.first else { return }
    var setup = setup
    setup.input = .picture(path: path)
    let studio = Studio(photographs: photographs)
    _ = try studio.plan(setup)
    lock.withLock { free.append(Place(studio: studio)) }
  }
}
