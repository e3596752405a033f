// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import FileIO
import Normalization
import Settings
import Stylization
import Weights

/// Command `stats`: prints the statistics of each channel.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Print mean, deviation, range and histogram of every channel.",
    discussion: """
      Measures the channels of pictures and tensors, or with --network the input of a site. The \
      variance is biased (divisor n). Statistics include finite values only.

      Pictures are rotated by their EXIF orientation, converted from their ICC profile to sRGB, reduced to \
      8 bits per channel and composited onto white. The output names the profile.

      Tensors are read from .npy, .npz, safetensors and PyTorch files with the shape N×C×… and at \
      least two axes. float64 and integers of 32 and 64 bits are measured as float64, all other types \
      as float32; a message on stderr reports conversions.

      Accepts files, folders and quoted glob patterns. Failures are reported on stderr; remaining files \
      are processed; exit status 2. For several pictures with equal numbers of channels, also prints the \
      spread, which measures how much the pictures differ: the standard deviation of their channel means \
      (and of their channel standard deviations) over the pictures, divided by the standard deviation of \
      all values together; before and after BN and IN.

      CSV contains the real bytes of paths. JSON has pathBytes, in base64, for a path that is not valid \
      UTF-8.

      Examples:
        normscope stats photo.jpg
        normscope stats features.npy --pool batch --json
        normscope stats model.safetensors --tensor conv1.weight
        normscope stats photos 'more/*.png' --format csv
        normscope stats photo.jpg --network compact --site decoder.in
        normscope stats photo.jpg --network compact --style painting.jpg --site decoder.conv2
      """)

  /// Planes that share one mean and deviation.
  enum PoolChoice: String, CaseIterable, ExpressibleByArgument, Encodable { case instance, batch }
  /// Output format.
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, csv, json }

  @Argument(
    help: ArgumentHelp("Pictures, tensors, folders or quoted glob patterns.", valueName: "INPUT"))
  var inputs: [String]
  @Option(help: "Pool: instance for each picture, batch for all N of a tensor.")
  var pool: PoolChoice = .instance
  @Option(help: "Output format: table, csv or json (default: table).")
  var format: Format?
  @Flag(help: "Same as --format json.")
  var json = false
  @OptionGroup var tensor: TensorOptions
  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Network and normalization") var options: RenderOptions

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json contradicts --format \(format.rawValue); omit one of them")
    }
  }

  /// Output as JSON.
  private struct Output: Encodable {
    let inputs: [StatsReport]
    let spread: SpreadReport?
  }

  /// Statistics of a file, and its sample for the spread.
  private typealias Measured = (report: StatsReport, sample: SpreadSample)

  func run() throws {
    let list = try FileList(inputs, isRecursive: files.recursive)
    let photographs = AssetFolder.photographs()
    let pool = PipelinePool { Pipeline(photographs: photographs, cacheLimit: 64 << 20) }
    let (settings, place) = try pool.withPipeline { pipeline in
      let input = list.paths.first ?? ""
      let (settings, place) = try options.featureSettings(
        pipeline, of: Input(file: input, tensor: tensor.name))
      // In pixel space nothing below uses the options; wrong ones are errors all the same.
      if settings.network == nil, options.areGiven {
        try pipeline.check(settings.with(try tensor.input(of: input)))
      }
      return (settings, place)
    }
    if settings.network != nil, settings.poolsBatch, settings.batch.isEmpty {
      StandardError.reportEmptyBatch()
    }
    let jobs = settings.network == nil ? files.jobs : 1
    let result = try ParallelFileProcessing(files: list, jobs: jobs).run { path in
      try measure(settings.forStatistics(of: tensor.input(of: path)), place, pool)
    }
    try show(result.values)
    try result.check()
  }

  private func show(_ measured: [Measured]) throws {
    let reports = measured.map(\.report)
    switch format ?? (json ? .json : .table) {
    case .json:
      try StandardOutput.print(
        JSONText.encode(Output(inputs: reports, spread: spread(measured))))
    case .csv: try StandardOutput.printWithPathBytes(StatsReport.csv(reports))
    case .table:
      let lines = reports.flatMap(\.table) + (spread(measured)?.lines ?? [])
      if !lines.isEmpty { try StandardOutput.print(lines.joined(separator: "\n")) }
    }
  }

  private func spread(_ measured: [Measured]) -> SpreadReport? {
    SpreadReport(measured.map(\.sample))
  }

  private func measure(
    _ settings: RenderSettings, _ place: FeatureLocation, _ pipelines: PipelinePool
  ) throws -> ParallelFileProcessing.Done<Measured> {
    let (array, warnings, file) = try pipelines.withPipeline {
      let (array, warnings) = try $0.activations(settings, at: place)
      return (array, warnings, try $0.contentPicture(settings).map(StatsReport.PictureReport.init))
    }
    let report = StatsReport(settings.input.path, array, pool, file)
    return ((report, SpreadSample(array.values)), warnings)
  }
}

extension RenderSettings {
  /// Settings for the values of a file: in pixel space nothing is normalized, so no style is
  /// needed.
  fileprivate func forStatistics(of input: Input) -> RenderSettings {
    var settings = with(input)
    if settings.network == nil || !input.isPicture {
      settings.network = nil
      settings.mode = .none
    }
    return settings
  }
}
