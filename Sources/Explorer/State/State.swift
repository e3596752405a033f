// SPDX-License-Identifier: MIT

import Normalization
import Settings

/// The explorer's whole state. Only `update` changes it; `view` only reads it.
public struct State: Equatable, Sendable {
  /// What is to be computed.
  public var settings: RenderSettings
  /// The setup that the newest good frame was computed from, to go back to.
  public var lastRenderedSettings: RenderSettings
  /// The setup the program started with, which a reset goes back to.
  public let initial: RenderSettings
  /// The view.
  public var page = Page.preview
  /// The control under the cursor.
  public var control = Control.mode
  /// The channels that γ and β act on.
  public var channel = ChannelChoice.all
  /// What lies over the page.
  public var overlay: Overlay?
  /// The terminal's size.
  public var size: ScreenSize
  /// How text is written: with Greek letters and blocks, or in ASCII.
  public var glyphs: GlyphSet
  /// Whether the terminal has colors that tell content, style and result apart.
  public var hasColor = true
  /// Counts every change that asks for a new frame; the newest wins.
  public var revision = 0
  /// The newest results.
  public var frame: Frame?
  /// Whether a frame has been waited for so long that the screen says so.
  public var isSlow = false
  /// A sentence for the person, until the next key.
  public var notice: String?
  /// Why there is no frame; it stands where the first one will.
  public var problem: String?
  /// The networks to choose from.
  public var networks: [NetworkSummary] = []
  /// How much of the work under way is done, 0…1, where it takes long.
  public var progress: Double?
  /// The styles to choose from.
  public var bank: [StyleBankEntry] = []
  /// What can be undone and redone.
  public var history = History()
  /// Whether the content stands in the result's place, to compare.
  public var showsBefore = false
  /// How the program looks and listens, whatever it computes.
  public var preferences = Preferences()
  /// The slider under the pressed mouse button.
  public var drag: Region?
  /// Typed values that wait for the frame that says what γ and β they relate to.
  public var pendingValues: [TypedValue] = []

  // MARK: pages

  /// The Channels page.
  public var channelsPage = ChannelsPageState()
  /// The Compare page.
  public var comparePage = ComparePageState()
  /// The Batch page.
  public var batchPage = BatchPageState()
  /// The Styles page.
  public var stylesPage = StylesPageState()
  /// The Maps page.
  public var mapsPage = MapsPageState()
  /// The Scatter page.
  public var scatterPage = ScatterPageState()
  /// The Lab page.
  public var labPage = LabPageState()

  /// The state before the first frame.
  public init(
    settings: RenderSettings, initial: RenderSettings? = nil, size: ScreenSize, glyphs: GlyphSet
  ) {
    (self.settings, lastRenderedSettings, self.initial) = (settings, settings, initial ?? settings)
    (self.size, self.glyphs) = (size, glyphs)
  }

  /// Whether a newer frame than the one on screen is under way.
  public var isComputing: Bool { (frame?.revision ?? -1) < revision }
  /// The channels of the site; none before the first frame.
  public var channels: [ChannelReport] { frame?.report?.channels ?? [] }
  /// The number of channels; of a tensor 0 before the first frame, of a picture that of its space.
  public var channelCount: Int {
    if let network = settings.network { return network.selectedSite.channels }
    // A frame of a network has other channels.
    if let frame, frame.settings.network == nil, let report = frame.report {
      return report.channels.count
    }
    return settings.input.isPicture ? settings.space.channelNames.count : 0
  }
  /// The channels that γ and β act on, as indices.
  public var selectedChannels: [Int] {
    channel.index.map { [$0] } ?? Array(0..<channelCount)
  }
  /// The style picture that is shown: on the Styles page that of the row under the cursor. For a row of
  /// the network's own it is the picture of its name that comes along; nil where there is none.
  public var shownStylePath: String? {
    guard let path = page == .styles ? selectedStyle?.path : mixedStyle?.path else { return nil }
    guard let row = WeightedStyle(path: path).row else { return path }
    guard let names = settings.network?.summary.rows, names.indices ~= row else { return nil }
    return bank.first { !$0.isUserAdded && $0.stem == names[row] }?.path
  }
  /// The style of the mixture that is shown: the one whose weight is chosen, else the first.
  public var shownStyle: Int {
    if case .weight(let index) = control, settings.mixed.indices ~= index { return index }
    return 0
  }
  /// The same as a style; nil where the mixture is empty.
  public var mixedStyle: WeightedStyle? {
    settings.mixed.indices ~= shownStyle ? settings.mixed[shownStyle] : nil
  }
}

extension State {
  /// γ and β of the chosen channels with what was turned: at once, before the frame that shows it.
  public var effective: [ChannelAffine] {
    selectedChannels.filter { channels.indices ~= $0 }.map { index in
      settings.edit(of: index).applied(to: channels[index].base)
    }
  }
}
