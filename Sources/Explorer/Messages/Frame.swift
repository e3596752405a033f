// SPDX-License-Identifier: MIT

import Settings

/// Answer of the worker: statistics and pictures of one revision.
public struct Frame: Equatable, Sendable {
  /// Requested revision.
  public let revision: Int
  /// Path of the displayed style picture.
  public let shownStyle: String?
  /// Settings that it was computed from.
  public let settings: RenderSettings
  /// Statistics; nil if the settings could not be computed.
  public let report: ResultReport?
  /// Pictures by slot.
  public let rasters: [PictureSlot: Raster]
  /// Quality of the pictures.
  public let quality: Request.Quality
  /// Time to encode the pictures for the terminal in milliseconds.
  public let encodingMilliseconds: Double
  /// Why there is no report.
  public let problem: String?

  /// Creates an answer with statistics.
  public init(
    _ request: Request, report: ResultReport, rasters: [PictureSlot: Raster],
    encodingMilliseconds: Double = 0
  ) {
    (revision, settings, quality) = (request.revision, request.settings, request.quality)
    shownStyle = request.style
    (self.report, self.rasters, problem) = (report, rasters, nil)
    self.encodingMilliseconds = encodingMilliseconds
  }

  /// Creates an answer that reports an error.
  public init(_ request: Request, problem: String) {
    (revision, settings, quality) = (request.revision, request.settings, request.quality)
    shownStyle = request.style
    (report, rasters, self.problem) = (nil, [:], problem)
    encodingMilliseconds = 0
  }
}
