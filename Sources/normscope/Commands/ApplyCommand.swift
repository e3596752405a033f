// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import Explorer
import Normalization
import Pictures
import Settings

/// What the explorer shows, without it.
struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Normalize pictures, in pixel space or within a network, and save the results.",
    discussion: """
      γ and β of batch, instance, layer and group start at the deviation and mean of the photographs \
      that come along; conditional takes its rows from the styles, weights as given; adaptive \
      divides the weights by their sum.

      Of a folder its pictures are taken, of a pattern in quotes its matches. For several, -o names \
      a folder, which is made if it is missing; the result of photo.jpg is photo.png there. Each is \
      computed by itself, so that contents may be divided among runs: batch pools a content with \
      --batch, or with the photographs that come along, and never with the other contents. A picture \
      that fails is said on stderr, the others go on, and the exit is 2. No input is overwritten.

      Within a network, styles give γ and β at its sites, their weights divided by the sum. --alpha \
      mixes them with the content's own: its features where they enter a site as they are, and what \
      it gives as a style at the sites that follow. A site that is swapped to batch pools the \
      content with the pictures of --batch, cut to its sides, or with the photographs that come along.

      Examples:
        normscope apply photo.jpg --style painting.jpg -o result.png
        normscope apply photo.jpg --mode instance --gamma 0.2 --beta 0.5,0.4,0.3 -o result.png
        normscope apply photos --style painting.jpg -o results
        normscope apply 'photos/*.jpg' more --mode layer -o out --format jpeg
        normscope apply photo.jpg --network compact --style painting.jpg -o result.png
        normscope apply photo.jpg --network multistyle26 --swap all=batch -o batch.png
      """)

  @Argument(help: ArgumentHelp("Pictures, folders or patterns.", valueName: "CONTENT"))
  var contents: [String]
  @OptionGroup var options: SetupOptions
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("γ for all channels or one for each.", valueName: "v[,v…]"))
  var gamma: NumberList?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("β for all channels or one for each.", valueName: "v[,v…]"))
  var beta: NumberList?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("A factor on γ.", valueName: "v[,v…]"))
  var gammaFactor: NumberList?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("An offset on β.", valueName: "v[,v…]"))
  var betaOffset: NumberList?
  @Option(
    help: ArgumentHelp(
      "The longest side that pictures are worked at; theirs by default.", valueName: "PIXELS"))
  var size: Int?
  @Option(name: [.short, .long], help: ArgumentHelp("The result, or a folder.", valueName: "OUT"))
  var output: String
  @Option(help: "png or jpeg: what results in a folder are written as; png by default.")
  var format: ResultFormat?
  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Through a network") var through: NetworkOptions
  @OptionGroup(title: "At the sites of a network") var turns: TurnOptions

  func validate() throws {
    if output.isEmpty { throw ValidationError("-o needs the name of a file or folder") }
    try size.map(OptionCheck.size)
    guard options.alpha == 1 || through.network != nil || options.mode ?? .adaptive == .adaptive
    else { throw ValidationError("--alpha goes with --mode adaptive") }
    try through.validate(
      isPixels: options.space != .rgb || gamma != nil || beta != nil,
      isAlone: !options.batch.isEmpty && options.mode != .batch)
    try turns.validate(
      network: through.network,
      treatsSite: options.treatsSite || gammaFactor != nil || betaOffset != nil)
  }

  func run() throws {
    let list = try FileList(contents, isRecursive: files.recursive) { !$0.isArrayName }
    guard !list.paths.contains(where: \.isArrayName) else {
      throw UsageError("apply takes pictures; normscope normalize takes .npy files")
    }
    let photographs = AssetFolder.photographs()
    let studios = StudioPool(photographs: photographs)
    let inputs = options.style.map(\.choice.path) + options.batch + photographs
    let results = try ResultPaths(output, for: list, format: format, inputs: inputs)
    let batch = options.batch.isEmpty ? photographs : options.batch
    if photographs.isEmpty { warnOfMissingPhotographs() }
    let request = through.request(options.style, options.alpha, size: size, batch: batch)
    if let choice = try turns.choice(request, options) {
      var settings = try settings("", photographs, choice)
      (settings.batch, settings.styleSize) = (batch, through.sites.styleSize)
      return try NetworkApply(settings: settings, choice: settings.network ?? choice)
        .run(list, to: results)
    }
    if !list.isOneFile { try studios.check(settings("", photographs)) }
    try results.makeFolder()
    try FileRun(files: list, jobs: files.jobs).run { content in
      let result = try studios.develop(settings(content, photographs))
      try result.rendering?.picture.write(to: results[content])
      return ((), result.report.warnings)
    }.check()
  }

  /// Says where the result is another one with the photographs that come along.
  private func warnOfMissingPhotographs() {
    let mode = options.settings(content: "", others: []).mode
    guard through.network == nil, !mode.usesStyles, mode != .none else { return }
    guard gamma == nil || beta == nil || (mode == .batch && options.batch.isEmpty) else { return }
    StandardError.print(
      "normscope: the photographs that come along were not found: \(mode.abbreviation) has "
        + "γ = 1, β = 0 and no batch but what --gamma, --beta and --batch give")
  }

  private func settings(
    _ content: String, _ photographs: [String], _ choice: NetworkSettings? = nil
  ) throws -> RenderSettings {
    var settings = options.settings(content: content, others: photographs)
    settings.network = choice
    settings.parameters = AffineParameters(gamma: gamma?.values, beta: beta?.values)
    settings.size = size
    try setEdits(&settings)
    return settings
  }

  private func setEdits(_ settings: inout RenderSettings) throws {
    guard gammaFactor != nil || betaOffset != nil else { return }
    let channels = settings.network?.selectedSite.channels ?? settings.space.channelNames.count
    let factors = try gammaFactor?.expanded(to: channels, option: "--gamma-factor")
    let offsets = try betaOffset?.expanded(to: channels, option: "--beta-offset")
    for c in 0..<channels {
      settings.setEdit(AffineEdit(factor: factors?[c] ?? 1, offset: offsets?[c] ?? 0), of: c)
    }
  }
}
