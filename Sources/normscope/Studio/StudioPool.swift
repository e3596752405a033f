// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Pictures
import Settings

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
  private let keepsRuns: Bool

  /// A studio keeps what it read, as the explorer wants, but no content comes twice here: after so
  /// many pixels, 64 MB, a new one is made.
  private static let pixelLimit = 1 << 22

  /// - Parameter keepsRuns: whether networks keep what they need to begin again at a site.
  init(photographs: [String], keepsRuns: Bool = true) {
    (self.photographs, self.keepsRuns) = (photographs, keepsRuns)
  }

  /// Computes a setup whole. May be called from any thread.
  func develop(_ settings: RenderSettings) throws -> Studio.Development {
    var place = takePlace()
    let result = try place.studio.develop(settings)
    place.pixels += result.plan.content.tensor.shape.plane
    giveBack(place)
    return result
  }

  /// The picture that a network makes of a setup, and what is to be known of the files.
  func render(
    _ settings: RenderSettings, through choice: NetworkSettings
  ) throws -> (rendering: Rendering, warnings: [String]) {
    var place = takePlace()
    let result = try place.studio.render(settings, through: choice)
    place.pixels += result.rendering.picture.width * result.rendering.picture.height
    giveBack(place)
    return result
  }

  /// Reads a style, which is kept. - Throws: one sentence where it cannot be read.
  func read(_ style: String, _ settings: RenderSettings) throws {
    let place = takePlace()
    _ = try place.studio.store.picture(style, size: settings.styleSize ?? settings.size)
    giveBack(place)
  }

  private func takePlace() -> Place {
    lock.withLock { free.popLast() }
      ?? Place(studio: Studio(photographs: photographs, keepsRuns: keepsRuns))
  }

  private func giveBack(_ place: Place) {
    if place.pixels < Self.pixelLimit { lock.withLock { free.append(place) } }
  }

  /// Finds what would fail for every content, such as a style that cannot be read, with one of the
  /// pictures that are there anyway as the content.
  func check(_ settings: RenderSettings) throws {
    let style = settings.mode.usesStyles ? settings.styles.first?.path : nil
    guard let path = style ?? photographs.first else { return }
    var settings = settings
    settings.input = .picture(path: path)
    let studio = Studio(photographs: photographs)
    _ = try studio.plan(settings)
    lock.withLock { free.append(Place(studio: studio)) }
  }
}
