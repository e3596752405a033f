// SPDX-License-Identifier: MIT

import Settings

/// What can be written to a file of its own.
public enum Export: Hashable, CaseIterable, Sendable {
  /// The result at its working size.
  case resultPicture
  /// The screen as text, and as a picture.
  case screenText, screenPicture
  /// The statistics of content and result.
  case statisticsCSV, statisticsJSON
  /// The command line that makes the same result.
  case commandLine
  /// The session, to be opened again.
  case session

  /// The name of its command.
  public var name: String {
    switch self {
    case .resultPicture: "export the result as PNG"
    case .screenText: "export the screen as text"
    case .screenPicture: "export the screen as PNG"
    case .statisticsCSV: "export the statistics as CSV"
    case .statisticsJSON: "export the statistics as JSON"
    case .commandLine: "export the command line"
    case .session: "save the session as a file"
    }
  }
}

/// An export with all that it is made from: what the explorer showed at that moment.
public struct ExportJob: Equatable, Sendable {
  /// What is written.
  public let export: Export
  /// What is computed.
  public let settings: RenderSettings
  /// The screen.
  public let canvas: Canvas
  /// The colors of the screen.
  public let theme: Theme
  /// The session.
  public let session: Session
}
