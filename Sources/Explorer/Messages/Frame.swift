// SPDX-License-Identifier: MIT

import Settings

/// What the worker answers: statistics and pictures for one revision.
public struct Frame: Equatable, Sendable {
  /// The revision that was asked for.
  public let revision: Int
  /// The style picture that it shows.
  public let shownStyle: String?
  /// The setup it was computed from.
  public let settings: RenderSettings
  /// The figures; nil where the setup could not be computed.
  public let report: Report?
  /// The pictures, each in its box.
  public let rasters: [PictureSlot: Raster]
  /// How fine the pictures are.
  public let quality: Request.Quality
  /// The milliseconds that making the pictures ready for the terminal took.
  public let encodingMilliseconds: Double
  /// Why there is no report, in a sentence.
  public let problem: String?

  /// An answer with figures.
  public init(
    _ request: Request, report: Report, rasters: [PictureSlot: Raster],
    encodingMilliseconds: Double = 0
  ) {
    (revision, settings, quality) = (request.revision, request.settings, request.quality)
    shownStyle = request.style
    (self.report, self.rasters, problem) = (report, rasters, nil)
    self.encodingMilliseconds = encodingMilliseconds
  }

  /// An answer that says why there are no figures.
  public init(_ request: Request, problem: String) {
    (revision, settings, quality) = (request.revision, request.settings, request.quality)
    shownStyle = request.style
    (report, rasters, self.problem) = (nil, [:], problem)
    encodingMilliseconds = 0
  }
}
