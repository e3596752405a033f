// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import FileIO
import Pictures
import Settings
import Stylization

/// Command `apply`: normalizes pictures and saves the results.
struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Normalize pictures, in pixel space or within a network, and save the results.",
    discussion: """
      Without --network, the picture's own channels are normalized (--network pixels). There, γ and β \
      of batch, instance, layer and group are the deviation and mean of the bundled photographs; \
      conditional uses the styles' weights as given; adaptive divides them by their sum.

      Within a network, style pictures provide γ and β at its sites. --alpha mixes them with the \
      content's own γ and β.

      Options such as --mode apply to all sites, or to one: --mode SITE=batch. Without SITE= and with \
      --site, they apply to that site.

      BN pools the content with the pictures of --batch, cropped to its size; without --batch, with no \
      other picture. Contents are processed independently, so a job can be split across processes.

      Pictures are rotated by their EXIF orientation, converted from their ICC profile to sRGB and \
      composited onto white; see `stats`.

      Accepts files, folders and quoted glob patterns. For several contents, -o names a folder, which is \
      created if necessary; the result of photo.jpg is photo.png. Failures are reported on stderr; \
      remaining pictures are processed; exit status 2. Inputs are never overwritten.

      Examples:
        normscope apply photo.jpg --style painting.jpg -o result.png
        normscope apply photo.jpg --mode instance --gamma 0.2 --beta 0.5,0.4,0.3 -o result.png
        normscope apply photos --style painting.jpg -o results
        normscope apply 'photos/*.jpg' more --mode layer -o out --format jpeg
        normscope apply photo.jpg --network compact --style painting.jpg -o result.png
        normscope apply photo.jpg --network multistyle --mode batch --batch b.jpg -o batch.png
        normscope apply photo.jpg --network compact --style painting.jpg \\
          --mode decoder.in=instance --gamma-factor decoder.in=0.5 -o result.png
      """)

  @Argument(
    help: ArgumentHelp("Pictures, folders or quoted glob patterns.", valueName: "CONTENT"))
  var contents: [String]
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Output file or folder; - for standard output.", valueName: "OUT"))
  var output: String
  @Option(help: "Format of results in a folder or on standard output (default: png).")
  var format: ResultFormat?
  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Network and normalization") var options: RenderOptions

  func validate() throws {
    if output.isEmpty { throw ValidationError("-o needs the name of a file or folder") }
  }

  func run() throws {
    let list = try FileList(contents, isRecursive: files.recursive) { !TensorFile.isTensor($0) }
    guard !list.paths.contains(where: TensorFile.isTensor) else {
      throw UsageError("apply takes pictures; use normscope normalize for tensor files")
    }
    let photographs = AssetFolder.photographs()
    let pool = PipelinePool {
      // No content is read twice.
      Pipeline(photographs: photographs, keepsActivations: false, cacheLimit: 64 << 20)
    }
    let settings = try pool.withPipeline {
      try options.settings(.picture(path: ""), $0, unqualified: .givenSite)
    }
    try check(settings)
    let inputs = settings.styles.map(\.path) + settings.batch
    let results = try ResultPaths(output, for: list, format: format, inputs: inputs)
    reportDefaults(settings, photographs)
    if !list.isOneFile { try pool.withPipeline { try checkShared(settings, $0) } }
    try results.makeFolder()
    // A network uses all cores, and its memory is checked for one run.
    try ParallelFileProcessing(files: list, jobs: settings.network == nil ? files.jobs : 1).run {
      content in
      try pool.withPipeline { pipeline in
        let (rendering, warnings) = try pipeline.render(settings.with(content: content))
        try rendering.picture.write(to: results[content], as: results.format.output)
        return ((), warnings)
      }
    }.check()
  }

  private func check(_ settings: RenderSettings) throws {
    guard let network = settings.network else { return }
    guard network.summary.givesPicture else {
      throw RenderError.returnsFeatures(network: network.summary.name)
    }
    guard !network.takesStyle || !settings.styles.isEmpty else {
      throw RenderError.networkNeedsStyle(network: network.summary.name)
    }
  }

  /// Finds problems that every content would have, such as a style that cannot be read.
  private func checkShared(_ settings: RenderSettings, _ pipeline: Pipeline) throws {
    for style in settings.takesStyle ? settings.styles : [] {
      let size = settings.styleSize ?? settings.size
      _ = try pipeline.pictures.picture(PictureKey(style.path, size: size))
    }
    let content = settings.styles.first?.path ?? pipeline.photographs.first
    guard settings.network == nil, let content else { return }
    try pipeline.check(settings.with(content: content))
  }

  /// Reports defaults on stderr that the result depends on.
  private func reportDefaults(_ settings: RenderSettings, _ photographs: [String]) {
    if settings.poolsBatch, settings.batch.isEmpty { StandardError.reportEmptyBatch() }
    let mode = settings.mode
    guard photographs.isEmpty, settings.network == nil, mode.hasParameters,
      options.gamma == nil || options.beta == nil
    else { return }
    StandardError.report(
      "bundled photographs not found; \(mode.abbreviation) uses γ = 1, β = 0 except "
        + "where --gamma and --beta are given; reinstall NormScope or set NORMSCOPE_ASSETS")
  }
}

extension StandardError {
  /// Reports that BN pools the content alone.
  static func reportEmptyBatch() {
    report("BN pools the content alone; --batch PATH adds pictures")
  }
}

extension RenderSettings {
  /// Returns the same settings for another content. Pictures of the batch that are the content
  /// itself or another picture of the batch, however their paths are spelled, are left out.
  func with(content path: String) -> RenderSettings { with(Input(file: path)) }

  /// Returns the same settings for another input, with the same rule for the batch.
  func with(_ input: Input) -> RenderSettings {
    var settings = self
    settings.input = input
    var pooled: Set = [FileIdentity(input.path)]
    settings.batch = batch.filter { pooled.insert(FileIdentity($0)).inserted }
    return settings
  }
}
