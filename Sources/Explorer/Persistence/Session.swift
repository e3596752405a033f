// SPDX-License-Identifier: MIT

import Settings

/// What is kept of a state from one start to the next: all that a person has chosen and turned.
public struct Session: Equatable, Sendable {
  /// What is computed.
  public var settings: RenderSettings
  /// The view.
  public var page: Page
  /// The control under the cursor.
  public var control: Control
  /// The mode under the cursor of the comparison.
  public var compared: Mode
  /// The channels that γ and β act on.
  public var channel: ChannelChoice
  /// What the names of the shown channels have in them.
  public var filter: String

  /// The session of a start with a setup.
  public init(settings: RenderSettings) {
    self.settings = settings
    (page, control, compared, channel, filter) = (.preview, .mode, .batch, .all, "")
  }
}

extension State {
  /// What is to be kept now.
  public var session: Session {
    var session = Session(settings: settings)
    (session.page, session.control, session.compared) = (page, control, comparePage.mode)
    (session.channel, session.filter) = (channel, channelsPage.filter)
    return session
  }

  /// The state that goes on with a session. A reset leads to `initial`, not to what was turned in an
  /// earlier start.
  public init(
    resuming session: Session, initial: RenderSettings, size: ScreenSize, glyphs: GlyphSet
  ) {
    self.init(settings: session.settings, initial: initial, size: size, glyphs: glyphs)
    (page, control, comparePage.mode) = (session.page, session.control, session.compared)
    (channel, channelsPage.filter) = (session.channel, session.filter)
    keepControlValid()
  }
}

/// Why a text is no session that can be used.
public enum SessionError: Error, Equatable, CustomStringConvertible {
  /// It is not JSON, or not of the form of a session; why.
  case notASession(reason: String)
  /// A later version of the program has written it.
  case newer(version: Int)
  /// A value that cannot be: its name and what it is.
  case impossible(name: String, value: String)

  /// What is wrong, to follow the name of the file.
  public var description: String {
    switch self {
    case .notASession(let reason): "it is not a session of NormScope (\(reason))"
    case .newer(let version):
      "its version \(version) is newer than this NormScope’s \(Session.version)"
    case .impossible(let name, let value): "‘\(name)’ is \(value), which cannot be"
    }
  }
}
