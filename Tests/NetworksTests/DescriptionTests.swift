// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Testing

/// Text, parsing and checks of network descriptions.
@Suite struct DescriptionTests {
  static let all: [NetworkDescription] = [
    .compact, .vgg19(), .vgg19(to: 3, input: .imageNet, hasColorConversion: true), .adain(),
    .transfer(), .transfer(width: 8, blocks: 0, norm: .batch), .multiStyle(),
  ]

  @Test(arguments: all) func parsingTheTextOfADescriptionRestoresIt(network: NetworkDescription)
    throws
  {
    #expect(try NetworkDescription(text: network.text) == network, "\(network.text)")
  }

  @Test func everyParameterOfALayerIsWrittenAndParsed() throws {
    var layer = ConvolutionLayer("c", 6, 4, kernel: SpatialSize(4, 2))
    (layer.stride, layer.groups, layer.paddingMode) = (SpatialSize(2, 1), 2, .replicate)
    layer.padding = Padding(top: 1, left: 2, bottom: 3, right: 4)
    (layer.appliesReLU, layer.hasBias, layer.isTransposed) = (true, false, true)
    let network = NetworkDescription(
      "n", notation: "", input: .caffe, output: .imageNet,
      decoder: [
        .convolution(layer), .site(Site("s", 4, .none, epsilon: 1e-3)), .activation(.tanh),
        .pooling(PoolingLayer(.average, window: 3, stride: 2, isCeiling: true)),
        .residual([.residual([.activation(.sigmoid)])]),
      ])
    #expect(try NetworkDescription(text: network.text) == network, "\(network.text)")
  }

  /// Options name sites, and `all` stands for all of them.
  @Test(arguments: [
    (["a", "b"], nil), (["a", "a"], "two sites have the name ‘a’"),
    (["a", "all"], "a site is named ‘all’, which options use for all sites"),
    (["a:3b"], nil), (["a:3"], "the site name ‘a:3’ ends like a channel, a colon and a number"),
  ])
  func siteNamesAreUnique(_ names: [String], _ problem: String?) {
    let network = NetworkDescription(
      "n", notation: "", input: .unit, output: .unit,
      decoder: names.map { .site(Site($0, 3, .none)) })
    var found: String?
    do { try network.check() } catch { found = "\(error)" }
    #expect(found == problem)
  }

  @Test(arguments: [
    ("conv a 3>16", "network description, line 5: missing kernel size"),
    ("conv a 3 3x3", "network description, line 5: channels must be INPUTS>OUTPUTS, such as 3>16"),
    ("conv a 3>0 3x3", "network description, line 5: invalid number of channels ‘0’"),
    (
      "conv a 3>5 3x3 groups 2",
      "network description, line 5: the channels are not divisible by 2 groups"
    ),
    (
      "conv a 3>5 3x3 reflect 1,2",
      "network description, line 5: padding must be one number or four"
    ),
    (
      "conv a 3>5 3x3 relu twice",
      "network description, line 5: unexpected ‘twice’ at the end of the line"
    ),
    ("site a 3 sky", "network description, line 5: unknown source of γ and β ‘sky’"),
    ("pool 2x2", "network description, line 5: unknown layer ‘pool’"),
    ("residual", "network description, line 5: residual block without ‘end’"),
    ("encoder\n decoder", "network description, line 6: duplicate ‘decoder’"),
    ("max 2", "network description, line 5: the window size must be HEIGHTxWIDTH, such as 3x3"),
  ])
  func anInvalidLineThrowsItsNumberAndReason(line: String, reason: String) {
    let text = "network n\ninput 0 1 2 scale 1 1 1 offset 0 0 0\noutput features\ndecoder\n"
    #expect { _ = try NetworkDescription(text: text + line) } throws: { "\($0)" == reason }
  }

  @Test(arguments: [
    "", "network n", "network n\ninput 0 1 2 scale 1 1 1 offset 0 0 0",
    "network n\ninput 0 1 1 scale 1 1 1 offset 0 0 0\noutput features",
    "network n\ninput 0 1 2 scale 0 1 1 offset 0 0 0\noutput features", "layers", "network",
    "network n\ninput 1e30 1 2 scale 1 1 1 offset 0 0 0\noutput features",
  ])
  func aDescriptionWithoutAHeaderThrows(text: String) {
    #expect(throws: NetworkError.self) { try NetworkDescription(text: text) }
  }

  @Test func missingAndMisshapenTensorsAreNamed() throws {
    var parameters = NetworkDescription.compact.randomParameters()
    parameters["encoder.conv2.bias"] = nil
    #expect(throws: NetworkError.missing("encoder.conv2.bias")) {
      try Network(.compact, parameters)
    }
    parameters["encoder.conv2.bias"] = Parameter([31], Array(repeating: 0, count: 31))
    #expect(
      throws: NetworkError.shape("encoder.conv2.bias", expected: [32], found: [31])
    ) { try Network(.compact, parameters) }
  }

  @Test func aLayerWithMismatchedChannelsIsNamed() throws {
    let description = NetworkDescription(
      "n", notation: "", output: nil, decoder: [.conv("a", 3, 4), .conv("b", 5, 6)])
    let network = try Network(description, description.randomParameters())
    #expect(throws: NetworkError.channels("b", expected: 5, found: 4)) {
      try NetworkRun(network, Shape(1, 3, 8, 8))
    }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity]) func nonFiniteWeightsThrow(
    value: Float
  ) {
    var parameters = NetworkDescription.compact.randomParameters()
    parameters["decoder.conv2.weight"]?.values[77] = value
    #expect(throws: NetworkError.notFinite("decoder.conv2.weight")) {
      try Network(.compact, parameters)
    }
  }

  @Test func aNegativeRunningVarianceThrows() {
    let description = NetworkDescription.transfer(width: 4, blocks: 0, norm: .batch)
    var parameters = description.randomParameters()
    parameters["conv2.variance"]?.values[3] = -1e-6
    #expect(throws: NetworkError.negative("conv2.variance")) {
      try Network(description, parameters)
    }
  }

  @Test func anOutputPictureOfAnotherSizeThrowsAndFeaturesDoNot() throws {
    var description = NetworkDescription(
      "n", notation: "", output: .unit, decoder: [.conv("a", 3, 3), .upsampling])
    let shape = Shape(1, 3, 8, 6)
    let found = NetworkError.size(expected: shape, found: Shape(1, 3, 16, 12))
    #expect(throws: found) {
      try NetworkRun(Network(description, description.randomParameters()), shape)
    }
    description.output = nil
    _ = try NetworkRun(Network(description, description.randomParameters()), shape)
  }

  @Test func tooLargeLayersThrowBeforeAllocation() throws {
    var layer = ConvolutionLayer("a", 3, 3, kernel: SpatialSize(1))
    layer.padding = Padding(1_000_000)
    let description = NetworkDescription(
      "n", notation: "", output: nil, decoder: [.convolution(layer)])
    let network = try Network(description, description.randomParameters())
    #expect(
      throws: NetworkError.tooLarge(rows: 2_000_008, columns: 2_000_006, channels: 3)
    ) { try NetworkRun(network, Shape(1, 3, 8, 6)) }
  }

  @Test func tooManyLayersThrow() {
    let layers = Array(repeating: Layer.residual([.residual([])]), count: 2049)
    let description = NetworkDescription("n", notation: "", output: nil, decoder: layers)
    #expect(throws: NetworkError.layers(4098)) { try Network(description, [:]) }
  }
}
