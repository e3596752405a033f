// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import Explorer
import FileIO
import Foundation
import Normalization
import Pictures
import Settings
import Terminal

extension GraphicsChoice: ExpressibleByArgument {}

/// Opens the explorer.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Open the explorer on a picture or a tensor (the default command).",
    discussion: """
      It opens on the network ‘compact’; with --network pixels, or an option that pixel space alone \
      has, on the picture's own channels. normscope networks lists what else there is.

      ↑/↓ choose a control, ←/→ turn it, Enter types a number, m goes to the next mode, 1 to 8 are \
      the views, c and s choose content and style, ? explains, q leaves.
      """)

  @Argument(help: "A picture, or an N×C×H×W tensor X.npy.")
  var content: String?
  @OptionGroup var options: SetupOptions
  @Option(help: "auto, symbols, ascii, truecolor, sixel, kitty or iterm: how pictures are drawn.")
  var graphics: GraphicsChoice = .auto
  @Option(help: ArgumentHelp("The longest side that pictures are worked at.", valueName: "PIXELS"))
  var size: Int?
  @OptionGroup(title: "Through a network") var through: NetworkOptions
  @OptionGroup(title: "At the sites of a network") var turns: TurnOptions
  @Option(
    help: ArgumentHelp(
      "The folder of experiment figure1 that the Lab page shows; its default folder by default.",
      valueName: "FOLDER"))
  var lab: String?
  @OptionGroup(title: "What is kept") var kept: SessionOptions

  func validate() throws {
    try size.map(OptionCheck.size)
    if let lab, FileKind(lab) != .folder {
      throw ValidationError("--lab ‘\(lab.printable)’ is no folder")
    }
    if through.network == "pixels" { return }
    try through.validate(isPixels: options.space != .rgb)
    try turns.validate(network: through.network, treatsSite: options.treatsSite)
  }

  func run() throws {
    // Before the first picture is computed: its threads must leave these signals to the loop.
    let signals = try SignalPipe()
    let photographs = AssetFolder.photographs()
    let studio = Studio(photographs: photographs)
    let environment = ProcessInfo.processInfo.environment
    let isGiven =
      content != nil || through.network != nil || SetupOptions.areGiven(in: CommandLine.arguments)
    let opening = try StartupState(
      kept, UserFolders(environment), settings: try settings(photographs), isGiven: isGiven,
      studio: studio)
    var start = opening.start
    if let size { start.session.settings.size = size }
    let settings = start.session.settings
    if !settings.input.path.isEmpty { try studio.check(settings) }
    let session = try ExplorerSession(
      studio: studio, start: start, sessionStore: opening.sessionStore,
      styles: AssetFolder.styles(),
      lab: LabReader(userFolder: lab), graphics: graphics, signals: signals,
      capabilities: TerminalProbe.run(environment: environment), environment: environment)
    session.loop.start()
    session.loop.run()
    session.finish()
    Self.leave()
  }

  /// Ends the program when all is written. The worker may be in the middle of a layer, and what runs at
  /// an ordinary exit takes the memory of oneDNN from under it.
  private static func leave() -> Never {
    fflush(nil)
    _exit(0)
  }

  private func settings(_ photographs: [String]) throws -> RenderSettings {
    let start = photographs.first { $0.hasSuffix("red_panda.jpg") } ?? photographs.first
    var settings = options.settings(content: content ?? start ?? "", others: photographs)
    settings.network = try network(for: settings)
    // Of what a network takes half the sides are a quarter of the work.
    settings.size = size ?? (settings.network == nil ? 1024 : 512)
    settings.styleSize = through.sites.styleSize
    if settings.styles.isEmpty, settings.input.isPicture {
      let styles = AssetFolder.styles()
      let style = styles.first { $0.contains("cafe_terrace") } ?? styles.first
      settings.styles = style.map { [WeightedStyle(path: $0)] } ?? []
      if settings.styles.isEmpty, options.mode == nil { settings.mode = .instance }
    }
    if settings.styles.isEmpty, settings.network?.siteSettings.mode == .adaptive {
      settings.network = nil
    }
    return settings.absolute(in: FileManager.default.currentDirectoryPath)
  }

  /// The network that was asked for; without a word, the one that comes along.
  private func network(for settings: RenderSettings) throws -> NetworkSettings? {
    guard through.network != "pixels", settings.input.isPicture else { return nil }
    var request = through.request(options.style, options.alpha, size: size)
    // A session is opened from other folders, too.
    if let path = request?.network, NetworkLibrary.isPath(path) {
      request?.network = URL(fileURLWithPath: path).path
    }
    if let choice = try turns.choice(request, options) { return choice }
    let shelf = NetworkLibrary()
    let isPixels = options.space != .rgb || options.treatsSite
    guard !isPixels, (try? shelf.path(of: NetworkLibrary.usual)) != nil else { return nil }
    return try NetworkSettings(NetworkRequest(network: NetworkLibrary.usual))
  }
}
