// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import FileIO
import Settings
import Stylization

/// Command `encode`: saves the input of a site.
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Save the input of a network's site.",
    discussion: """
      Writes activations N×C×H×W as a .npy file of float32. --mode and similar options affect only \
      the sites before the selected one. Without --style, sites that take a style do not normalize. \
      --site also accepts encoder levels, at which styles are measured: level1, level2, … or \
      relu1_1, relu2_1, … of VGG-19.

      Examples:
        normscope encode photo.jpg --network compact --site decoder.in -o features.npy
        normscope normalize --mode instance --input features.npy --output changed.npy
        normscope decode changed.npy --network compact --site decoder.in -o result.png
      """)

  @Argument(help: ArgumentHelp("Picture.", valueName: "PICTURE"))
  var picture: String
  @Option(
    name: [.short, .long], help: ArgumentHelp("Output file of the activations.", valueName: "F.npy")
  )
  var output: String
  @OptionGroup(title: "Network and normalization") var options: RenderOptions

  func validate() throws {
    guard output.isArrayName || StandardStreams.isOutput(output) else {
      throw ValidationError("-o ‘\(output.printable)’: the file name must end in .npy")
    }
    guard options.network != nil else { throw ValidationError("--network NAME is required") }
    guard !TensorFile.isTensor(picture) else {
      throw ValidationError("‘\(picture.printable)’ is a tensor; encode takes a picture")
    }
  }

  func run() throws {
    let pipeline = Pipeline(photographs: AssetFolder.photographs())
    let (settings, place) = try options.featureSettings(
      pipeline, of: .picture(path: picture))
    try OutputFolder.check(
      output, of: "-o", isNoneOf: [picture] + settings.styles.map(\.path) + settings.batch)
    if settings.poolsBatch, settings.batch.isEmpty { StandardError.reportEmptyBatch() }
    let (array, warnings) = try pipeline.activations(settings.with(content: picture), at: place)
    warnings.forEach(StandardError.report)
    try FileContents.write(array.bytes, to: output)
  }
}

extension RenderOptions {
  /// Returns the settings of commands that save or measure activations, and the place that `--site`
  /// names: a site, an encoder level, or the output of a network without sites.
  func featureSettings(
    _ pipeline: Pipeline, of input: Input
  ) throws -> (settings: RenderSettings, place: FeatureLocation) {
    var options = self
    var place = FeatureLocation.selectedSite
    if !isPixels, let network {
      let description = try pipeline.networks.file(of: network).description
      guard description.inputs == 3 else {
        throw RenderError.takesFeatures(network: description.name, channels: description.inputs)
      }
      if let site, !description.sites.contains(where: { $0.name == site }) {
        let levels = try pipeline.networks.network(network).levelNames.map(\.name)
        let sites = levels + description.sites.map(\.name)
        guard levels.contains(site) else {
          throw RenderError.unknownSite(network: description.name, site: site, sites: sites)
        }
        (options.site, place) = (nil, .level(site))
      } else if description.sites.isEmpty {
        place = .output
      }
    }
    let isTensor = isPixels && !input.isPicture
    let settings = try options.settings(
      isTensor ? input : .picture(path: ""), pipeline, needsStyle: false)
    return (settings, place)
  }
}
