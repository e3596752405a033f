// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Networks
import Normalization
import Pictures
import Settings
import Stylization
import Terminal
import TestSupport
import Testing
import Training
import Weights

@testable import normscope

/// Settings → result, for every command that runs a network: what a command writes is what the
/// pipeline returns for the settings of its options.
@Suite struct CommandPipelineAgreementTests {
  private let folder: ScratchFolder
  private let pipeline = Pipeline(photographs: [])
  private let content: String
  private let style: String

  init() throws {
    folder = try ScratchFolder()
    (content, style) = (folder("content.png"), folder("style.png"))
    try Picture.noise(width: 40, height: 28, seed: 1).write(to: content)
    try Picture.noise(width: 30, height: 36, seed: 2).write(to: style)
  }

  private var options: [String] {
    [
      "--network", "compact", "--style", style, "--mode", "decoder.res1=instance", "--epsilon",
      "decoder.in=1e-3", "--beta-offset", "0.25", "--size", "32",
    ]
  }

  /// The settings that the options describe for the content.
  private func settings(_ more: [String] = []) throws -> RenderSettings {
    try RenderOptions.parse(options + more).settings(.picture(path: content), pipeline)
  }

  /// Runs a command in this process.
  private func run(_ arguments: [String]) throws {
    var command = try NormScope.parseAsRoot(arguments)
    try command.run()
  }

  @Test func applyWritesThePictureOfThePipeline() throws {
    try run(["apply", content, "-o", folder("out.png"), "--alpha", "0.5"] + options)
    let expected = try pipeline.render(settings(["--alpha", "0.5"])).rendering.picture
    #expect(try PictureFile.read(folder("out.png")).picture == expected)
  }

  @Test func encodeWritesTheActivationsOfThePipeline() throws {
    let site = ["--site", "decoder.res1"]
    try run(["encode", content, "-o", folder("f.npy")] + options + site)
    let expected = try pipeline.activations(settings(site)).array
    #expect(try NumPyArray(FileContents.read(folder("f.npy"))) == expected)
  }

  @Test func decodeWritesThePictureOfThePipeline() throws {
    let settings = try settings(["--site", "decoder.in"])
    let features = try pipeline.activations(settings).array
    try FileContents.write(features.bytes, to: folder("f.npy"))
    try run(["decode", folder("f.npy"), "-o", folder("out.png"), "--site", "decoder.in"] + options)
    let expected = try pipeline.decode(features.floats, from: "f.npy", settings)
    #expect(try PictureFile.read(folder("out.png")).picture == expected)
    // Decoding what enters the first site is applying the network: its sides are multiples of 4
    // here.
    let applied = try pipeline.render(settings).rendering.picture
    #expect(expected.width == 32 && applied.width == 32)
  }

  @Test func statsPrintsTheStatisticsOfThePipelinesActivations() throws {
    let site = ["--site", "decoder.res1"]
    let outcome = try Outcome(
      of: Program.path, ["stats", content, "--json"] + options + site)
    let values = try pipeline.activations(settings(site)).array
    let expected = StatsReport(content, values, .instance)
    let planes = try JSONText.encode(expected.planes)
    #expect(outcome.code == 0 && outcome.output.contains(planes))
  }

  @Test func evaluateMeasuresThePicturesOfThePipeline() throws {
    let description = NetworkDescription.vgg19(to: LossNetwork.contentLevel)
    let lossNetwork = try LossNetwork(
      description.randomParameters(), input: .caffe, scales: ActivationScales([:]))
    let report = try NetworkEvaluation(network: "compact", size: 32, lossNetwork: lossNetwork)
      .run([content], [style])
    var settings = try RenderOptions.parse(["--network", "compact", "--size", "32"])
      .settings(.picture(path: content), pipeline)
    settings.styles = [WeightedStyle(path: style)]
    let tensors = try [pipeline.render(settings).rendering.picture, picture(style)].map {
      try lossNetwork.features(of: ColorSpace.rgb.tensor(of: $0))
    }
    #expect(report.pairs.map(\.styleLoss) == [tensors[0].styleDistance(to: tensors[1])])
  }

  @Test func theExplorersFrameShowsTheStatisticsOfThePipeline() throws {
    let settings = try settings()
    let page = PageRenderer(pipeline: pipeline, settings: settings, style: nil)
    let channels = try page.render(.channels).report.channels
    let site = try Pipeline(photographs: []).inspect(settings).site
    #expect(channels.map(\.content) == site.input.statistics)
    #expect(channels.compactMap(\.transform) == site.transforms)
  }

  @Test func theTrainingPreviewShowsThePictureOfThePipeline() throws {
    let network = try pipeline.networks.network("compact")
    let sheet = try ContactSheet(of: network, [content], in: [style])
    var settings = RenderSettings(
      input: .picture(path: ""), styles: [WeightedStyle(path: style)])
    settings.network = NetworkSettings(
      try NetworkSummary(network.description, name: network.description.name))
    settings.styleSize = 256
    pipeline.networks.use(network, as: network.description.name)
    let square = try PictureFile.read(content, fitting: 512).picture
      .covering(width: 256, height: 256)
    let expected = try pipeline.render(square, settings)
    var row = ContactSheet(side: 256)
    row.addRow([expected])
    #expect(sheet.picture.cropped(left: 520, top: 0, width: 256, height: 256) == row.picture)
  }

  private func picture(_ path: String) throws -> Picture {
    try pipeline.pictures.picture(PictureKey(path, size: 32)).picture
  }
}
