// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import Explorer
import FileIO
import Foundation
import Settings
import Stylization
import Terminal

extension GraphicsChoice: ExpressibleByArgument {}

/// Command `explore`: opens the explorer.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Open the explorer on a picture or a tensor (the default command).",
    discussion: """
      Without a content or other options, restores the previous session. Otherwise opens the network \
      compact, or pixel space with --network pixels, --space, --gamma or --beta, and with --mode, \
      --epsilon or --groups unless they name a site of compact. BN pools the content with the pictures of \
      --batch, by default the bundled photographs. normscope networks lists all networks. A file with \
      several tensors opens a list of them unless --tensor names one.

      ↑/↓ select a control, ←/→ change it, Enter types a number, m selects the next mode, 1 to 8 the \
      pages, c and s content and style, ? shows help, q quits.
      """)

  @Argument(help: "Picture, or an N×C×H×W tensor in a .npy, .npz, safetensors or PyTorch file.")
  var content: String?
  @OptionGroup var tensor: TensorOptions
  @Option(
    help: "Graphics: auto, symbols, ascii, truecolor, sixel, kitty or iterm.")
  var graphics: GraphicsChoice = .auto
  @Option(
    help: ArgumentHelp(
      "Folder of experiment figure1 that the Lab page displays.", valueName: "FOLDER"))
  var lab: String?
  @OptionGroup(title: "Network and normalization") var options: RenderOptions
  @OptionGroup(title: "Session and preferences") var session: SessionOptions

  func validate() throws {
    if tensor.name != nil, content == nil {
      throw ValidationError("--tensor needs a content: normscope FILE --tensor NAME")
    }
    if let content, StandardStreams.isInput(content) {
      throw ValidationError(
        "the explorer reads keys from standard input; open a file, or use normscope stats \(content)"
      )
    }
    if let lab, FileKind(lab) != .folder {
      throw ValidationError("--lab: ‘\(lab.printable)’ is not a folder")
    }
  }

  func run() throws {
    // Threads inherit the signal mask, so the signals must be blocked before any thread starts.
    let signals = try SignalPipe()
    let photographs = AssetFolder.photographs()
    let pipeline = Pipeline(photographs: photographs)
    let environment = ProcessParameters.environment
    let isGiven = content != nil || options.network != nil || options.areGiven
    let tensors = try content.flatMap(tensorsToChooseFrom)
    let startup = try StartupLoader(
      session, UserDirectories(environment),
      settings: try settings(pipeline, content: tensors == nil ? content : nil),
      isGiven: isGiven, pipeline: pipeline)
    var state = startup.state
    state.tensors = tensors
    if let size = options.size { state.session.settings.size = size }
    let settings = state.session.settings
    if !settings.input.path.isEmpty { try pipeline.check(settings) }
    let session = try ExplorerApplication(
      pipeline: pipeline, start: state, sessionStore: startup.sessionStore,
      styles: AssetFolder.styles(), lab: LabReader(userFolder: lab), graphics: graphics,
      signals: signals, capabilities: TerminalProbe.run(environment: environment),
      environment: environment)
    session.loop.start()
    session.loop.run()
    session.finish()
    Self.exitImmediately()
  }

  /// Exits without exit handlers: the worker may still run a layer, and oneDNN's exit handler frees
  /// the memory that it uses.
  private static func exitImmediately() -> Never {
    fflush(nil)
    _exit(0)
  }

  /// Returns the tensors of a file with several of them, unless one is named.
  private func tensorsToChooseFrom(_ path: String) throws -> TensorListing? {
    guard tensor.name == nil, TensorFile.format(of: path) == .archive else { return nil }
    let listing = try TensorListing(
      TensorFile.entries(of: path), of: path.absolutePath, for: .content)
    return listing.entries.count > 1 ? listing : nil
  }

  private func settings(_ pipeline: Pipeline, content: String?) throws -> RenderSettings {
    let photographs = pipeline.photographs
    let first = photographs.first { $0.hasSuffix("red_panda.jpg") } ?? photographs.first
    let path = content ?? first ?? ""
    let input = try tensor.input(of: path)
    var settings = try options.settings(
      input, pipeline, default: defaultNetwork(pipeline), unqualified: .givenSite,
      refusesUnused: false)
    if settings.batch.isEmpty { settings.batch = photographs }
    if settings.styles.isEmpty, settings.input.isPicture { settings.styles = Self.bundledStyle }
    settings = settings.with(input)
    // A session can be opened from another folder, so paths of network files must be absolute.
    if let name = settings.network?.summary.name, NetworkLibrary.isPath(name) {
      let file = try pipeline.networks.file(of: name)
      settings.network?.adopt(
        try NetworkSummary(file, called: name.absolutePath))
    }
    // A network computes four times as many values per pixel at twice the size.
    settings.size = options.size ?? (settings.network == nil ? 1024 : 512)
    if settings.styles.isEmpty, settings.mode == .adaptive {
      settings.network = nil
      if options.mode.isEmpty { settings.mode = .instance }
    }
    return settings.absolute(in: Folder.current)
  }

  /// The bundled style that the explorer starts with.
  private static var bundledStyle: [WeightedStyle] {
    let styles = AssetFolder.styles()
    let first = styles.first { $0.contains("cafe_terrace") } ?? styles.first
    return first.map { [WeightedStyle(path: $0)] } ?? []
  }

  /// The default network; nil where it is not bundled, or an option of pixel space is given.
  private func defaultNetwork(_ pipeline: Pipeline) -> String? {
    let isPixels =
      options.space ?? .rgb != .rgb || options.gamma != nil || options.beta != nil
      || options.areForPixels
    let library = pipeline.networks.library
    guard !isPixels, (try? library.path(of: NetworkLibrary.defaultNetwork)) != nil else {
      return nil
    }
    return NetworkLibrary.defaultNetwork
  }
}
