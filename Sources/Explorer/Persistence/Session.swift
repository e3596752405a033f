// SPDX-License-Identifier: MIT

import Settings

/// State that is saved from one start to the next.
public struct Session: Equatable, Sendable {
  /// What is computed.
  public var settings: RenderSettings
  /// Current page.
  public var page: Page
  /// Control under the cursor.
  public var control: Control
  /// Mode under the cursor of the Compare page.
  public var compared: NormalizationMode
  /// Channels that γ and β act on.
  public var channel: ChannelChoice
  /// Filter of channel names.
  public var filter: String

  /// Creates the session of a first start.
  public init(settings: RenderSettings) {
    self.settings = settings
    (page, control, compared, channel, filter) = (.preview, .mode, .batch, .all, "")
  }
}

extension ExplorerState {
  /// The session to save now.
  public var session: Session {
    var session = Session(settings: settings)
    (session.page, session.control, session.compared) = (page, control, comparePage.mode)
    (session.channel, session.filter) = (channel, channelsPage.filter)
    return session
  }

  /// Creates a state that resumes a session. Resets return to `initial`, not to the settings of the
  /// session.
  public init(
    resuming session: Session, initial: RenderSettings, size: ScreenSize, glyphs: GlyphSet
  ) {
    self.init(settings: session.settings, initial: initial, size: size, glyphs: glyphs)
    (page, control, comparePage.mode) = (session.page, session.control, session.compared)
    (channel, channelsPage.filter) = (session.channel, session.filter)
    keepControlValid()
  }
}

/// Why a file is not a usable session.
public enum SessionError: Error, Equatable, CustomStringConvertible {
  /// It is not JSON, or keys are missing or have the wrong type.
  case notASession(reason: String)
  /// A later version of the program has written it.
  case newer(version: Int)
  /// Invalid value of a key.
  case impossible(name: String, value: String)

  /// Message that follows the name of the file.
  public var description: String {
    switch self {
    case .notASession(let reason): "not a NormScope session (\(reason))"
    case .newer(let version):
      "version \(version) is newer than \(Session.version), the newest that this NormScope reads"
    case .impossible(let name, let value): "invalid value \(value) of ‘\(name)’"
    }
  }
}
