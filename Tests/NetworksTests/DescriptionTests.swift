// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Testing

/// The page of a network.
@Suite struct DescriptionTests {
  static let all: [NetworkDescription] = [
    .compact, .vgg19(), .vgg19(to: 3, input: .imageNet, hasColors: true), .adain(),
    .transfer(), .transfer(width: 8, blocks: 0, norm: .batch), .multiStyle(),
  ]

  @Test(arguments: all) func aPageIsReadAsWhatWasPrinted(network: NetworkDescription) throws {
    #expect(try NetworkDescription(text: network.text) == network, "\(network.text)")
  }

  @Test func everyPartOfALayerIsPrintedAndRead() throws {
    var layer = ConvolutionLayer("c", 6, 4, kernel: SpatialSize(4, 2))
    (layer.stride, layer.groups, layer.edge) = (SpatialSize(2, 1), 2, .replicate)
    layer.margins = Padding(top: 1, left: 2, bottom: 3, right: 4)
    (layer.hasRelu, layer.hasBias, layer.isTransposed) = (true, false, true)
    let network = NetworkDescription(
      "n", notation: "", input: .caffe, output: .imageNet,
      decoder: [
        .convolution(layer), .site(Site("s", 4, .none, epsilon: 1e-3)), .activation(.tanh),
        .pooling(PoolingLayer(.average, window: 3, stride: 2, isCeiling: true)),
        .residual([.residual([.activation(.sigmoid)])]),
      ])
    #expect(try NetworkDescription(text: network.text) == network, "\(network.text)")
  }

  @Test(arguments: [
    ("conv a 3>16", "line 5 of the description: a kernel is missing"),
    ("conv a 3 3x3", "line 5 of the description: channels should be such as 3>16"),
    ("conv a 3>0 3x3", "line 5 of the description: ‘0’ is no number of channels"),
    ("conv a 3>5 3x3 groups 2", "line 5 of the description: 2 groups do not divide the channels"),
    (
      "conv a 3>5 3x3 reflect 1,2",
      "line 5 of the description: margins should be one number or four"
    ),
    (
      "conv a 3>5 3x3 relu twice",
      "line 5 of the description: ‘twice’ is more than the line should say"
    ),
    ("site a 3 sky", "line 5 of the description: γ and β cannot come from ‘sky’"),
    ("pool 2x2", "line 5 of the description: no layer is called ‘pool’"),
    ("residual", "line 5 of the description: a residual block without ‘end’"),
    ("encoder\n decoder", "line 6 of the description: decoder twice"),
    ("max 2", "line 5 of the description: a window should be such as 3x3"),
  ])
  func aWrongLineGetsASentence(line: String, sentence: String) {
    let text = "network n\ninput 0 1 2 scale 1 1 1 offset 0 0 0\noutput features\ndecoder\n"
    #expect { _ = try NetworkDescription(text: text + line) } throws: { "\($0)" == sentence }
  }

  @Test(arguments: [
    "", "network n", "network n\ninput 0 1 2 scale 1 1 1 offset 0 0 0",
    "network n\ninput 0 1 1 scale 1 1 1 offset 0 0 0\noutput features",
    "network n\ninput 0 1 2 scale 0 1 1 offset 0 0 0\noutput features", "layers", "network",
    "network n\ninput 1e30 1 2 scale 1 1 1 offset 0 0 0\noutput features",
  ])
  func aPageWithoutItsHeadIsRefused(text: String) {
    #expect(throws: NetworkError.self) { try NetworkDescription(text: text) }
  }

  @Test func aTensorThatIsMissingOrOfAnotherShapeIsNamed() throws {
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

  @Test func layersThatDoNotFitAreNamed() throws {
    let description = NetworkDescription(
      "n", notation: "", output: nil, decoder: [.conv("a", 3, 4), .conv("b", 5, 6)])
    let network = try Network(description, description.randomParameters())
    #expect(throws: NetworkError.channels("b", expected: 5, found: 4)) {
      try NetworkRun(network, Shape(1, 3, 8, 8))
    }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity]) func aValueThatIsNoNumberIsRefused(
    value: Float
  ) {
    var parameters = NetworkDescription.compact.randomParameters()
    parameters["decoder.conv2.weight"]?.values[77] = value
    #expect(throws: NetworkError.notFinite("decoder.conv2.weight")) {
      try Network(.compact, parameters)
    }
  }

  @Test func aRunningVarianceBelowZeroIsRefused() {
    let description = NetworkDescription.transfer(width: 4, blocks: 0, norm: .batch)
    var parameters = description.randomParameters()
    parameters["conv2.variance"]?.values[3] = -1e-6
    #expect(throws: NetworkError.negative("conv2.variance")) {
      try Network(description, parameters)
    }
  }

  @Test func aPictureOfOtherSidesIsRefusedAndFeaturesAreNot() throws {
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

  @Test func layersThatNoMemoryHoldsAreRefusedBeforeAnyIsTaken() throws {
    var layer = ConvolutionLayer("a", 3, 3, kernel: SpatialSize(1))
    layer.margins = Padding(1_000_000)
    let description = NetworkDescription(
      "n", notation: "", output: nil, decoder: [.convolution(layer)])
    let network = try Network(description, description.randomParameters())
    #expect(
      throws: NetworkError.tooLarge(rows: 2_000_008, columns: 2_000_006, channels: 3)
    ) { try NetworkRun(network, Shape(1, 3, 8, 6)) }
  }

  @Test func aDescriptionOfTooManyLayersIsRefused() {
    let layers = Array(repeating: Layer.residual([.residual([])]), count: 2049)
    let description = NetworkDescription("n", notation: "", output: nil, decoder: layers)
    #expect(throws: NetworkError.layers(4098)) { try Network(description, [:]) }
  }
}
