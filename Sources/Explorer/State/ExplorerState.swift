// SPDX-License-Identifier: MIT

import Normalization
import Settings

/// State of the explorer. Only `update` changes it; `view` only reads it.
public struct ExplorerState: Equatable, Sendable {
  /// What is computed.
  public var settings: RenderSettings
  /// Settings of the newest frame without an error, restored if newer settings cannot be computed.
  public var lastRenderedSettings: RenderSettings
  /// Settings at the start; resets return to them.
  public let initial: RenderSettings
  /// Current page.
  public var page = Page.preview
  /// Control under the cursor.
  public var control = Control.mode
  /// Channels that γ and β act on.
  public var channel = ChannelChoice.all
  /// Overlay over the page.
  public var overlay: Overlay?
  /// Size of the terminal.
  public var size: ScreenSize
  /// Characters that the screen may use.
  public var glyphs: GlyphSet
  /// Whether the terminal has colors to distinguish content, style and result.
  public var hasColor = true
  /// Counts changes that need a new frame; the newest revision wins.
  public var revision = 0
  /// Newest results.
  public var frame: Frame?
  /// Whether the wait for a frame is long enough to show “computing…”.
  public var isSlow = false
  /// Notice to the user, shown until the next key.
  public var notice: String?
  /// Why there is no frame, shown in place of the first frame.
  public var problem: String?
  /// Available networks.
  public var networks: [NetworkSummary] = []
  /// Network files that cannot be used; the command palette lists them with the reason.
  public var unusableNetworks: [UnusableNetwork] = []
  /// Tensors of the file of several that was opened last; the command palette lists them.
  public var tensors: TensorListing?
  /// Completed fraction of the current work, 0…1; nil if it is short.
  public var progress: Double?
  /// Style bank.
  public var bank: [StyleBankEntry] = []
  /// Undo and redo history.
  public var history = History()
  /// Whether the content is shown in place of the result.
  public var showsBefore = false
  /// Appearance and input devices.
  public var preferences = Preferences()
  /// Slider that is being dragged.
  public var drag: Region?
  /// Typed values of γ and β that wait for the frame they relate to.
  public var pendingEnteredValues: [EnteredValue] = []

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

  /// Creates the state before the first frame.
  public init(
    settings: RenderSettings, initial: RenderSettings? = nil, size: ScreenSize, glyphs: GlyphSet
  ) {
    (self.settings, lastRenderedSettings, self.initial) = (settings, settings, initial ?? settings)
    (self.size, self.glyphs) = (size, glyphs)
  }

  /// Whether a frame newer than the displayed one is being computed.
  public var isComputing: Bool { (frame?.revision ?? -1) < revision }
  /// Channels of the selected site; empty before the first frame.
  public var channels: [ChannelReport] { frame?.report?.channels ?? [] }
  /// Number of channels. Before the first frame it is that of the color space for a picture, and 0
  /// for a tensor.
  public var channelCount: Int {
    if let network = settings.network { return network.selectedSite.channels }
    // A frame of a network has other channels.
    if let frame, frame.settings.network == nil, let report = frame.report {
      return report.channels.count
    }
    return settings.input.isPicture ? settings.space.channelNames.count : 0
  }
  /// Indices of the channels that γ and β act on.
  public var selectedChannels: [Int] {
    channel.index.map { [$0] } ?? Array(0..<channelCount)
  }
  /// Path of the displayed style picture: on the Styles page that of the entry under the cursor.
  /// For a style of the network it is the bundled picture of the same name; nil if there is none.
  public var shownStylePath: String? {
    guard let path = page == .styles ? selectedStyle?.path : mixedStyle?.path else { return nil }
    guard let row = WeightedStyle(path: path).row else { return path }
    guard let names = settings.network?.summary.styleNames, names.indices ~= row else { return nil }
    return bank.first { !$0.isUserAdded && $0.stem == names[row] }?.path
  }
  /// Index of the displayed style of the mixture: the one whose weight is selected, otherwise the
  /// first.
  public var shownStyle: Int {
    if case .weight(let index) = control, settings.styleMixture.indices ~= index { return index }
    return 0
  }
  /// The displayed style of the mixture; nil if the mixture is empty.
  public var mixedStyle: WeightedStyle? {
    settings.styleMixture.indices ~= shownStyle ? settings.styleMixture[shownStyle] : nil
  }
}

extension ExplorerState {
  /// γ and β of the selected channels including edits, before the frame that shows them.
  public var effective: [ChannelAffine] {
    selectedChannels.filter { channels.indices ~= $0 }.map { index in
      settings.edit(of: index).applied(to: channels[index].uneditedAffine)
    }
  }
}
