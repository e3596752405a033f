// SPDX-License-Identifier: MIT

import Settings

/// Kind of exported file.
public enum Export: Hashable, CaseIterable, Sendable {
  /// The result at its working size.
  case resultPicture
  /// The screen as text or as a picture.
  case screenText, screenPicture
  /// Statistics of content and result.
  case statisticsCSV, statisticsJSON
  /// Command line that reproduces the result.
  case commandLine
  /// The session.
  case session

  /// Name of the command.
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

/// Export request with everything that the file is made from.
public struct ExportJob: Equatable, Sendable {
  /// Kind of file.
  public let export: Export
  /// What is computed.
  public let settings: RenderSettings
  /// The screen.
  public let canvas: Canvas
  /// Colors of the screen.
  public let theme: Theme
  /// The session.
  public let session: Session
}
