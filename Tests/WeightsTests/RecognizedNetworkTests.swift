// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import Weights

/// Networks in files with prefixes, counters and other tensors.
@Suite struct RecognizedNetworkTests {
  private static let transfer = CheckpointLayout.fastNeuralStyle(count: 2)

  private func recognize(
    _ tensors: NamedTensors, as kind: NetworkKind = .transfer
  ) throws -> RecognizedNetwork {
    try RecognizedNetwork(tensors, as: kind)
  }

  private func error(_ tensors: NamedTensors, as kind: NetworkKind = .transfer) -> WeightError? {
    do throws(WeightError) {
      _ = try RecognizedNetwork(tensors, as: kind)
      return nil
    } catch {
      return error
    }
  }

  /// The tensors of a transfer network with one more tensor.
  private func transfer(
    prefix: String = "", adding name: String, _ tensor: WeightTensor
  ) -> NamedTensors {
    var tensors = LayoutSample.tensors(Self.transfer, prefix: prefix)
    tensors[name] = tensor
    return tensors
  }

  /// All prefixes of zero to three of these parts.
  private static let prefixes: [String] = {
    let parts = ["module.", "_orig_mod.", "net.model.", "generator/", "réseau_0."]
    var (all, last) = ([""], [""])
    for _ in 0..<3 {
      last = last.flatMap { prefix in parts.map { prefix + $0 } }
      all += last
    }
    return all
  }()

  @Test func everyCombinationOfUpToThreePrefixesIsRemoved() throws {
    let plain = try recognize(LayoutSample.tensors(Self.transfer))
    #expect(plain.prefix.isEmpty && plain.ignored.isEmpty && plain.omissions == nil)
    #expect(Self.prefixes.count == 1 + 5 + 25 + 125)
    for prefix in Self.prefixes {
      let found = try recognize(LayoutSample.tensors(Self.transfer, prefix: prefix))
      #expect(found.tensors == plain.tensors, "\(prefix)")
      #expect(found.prefix == prefix && found.ignored.isEmpty)
    }
  }

  @Test func thePrefixesOfEveryLayoutAreRemoved() throws {
    for layout in LayoutSample.layouts {
      let found = try recognize(
        LayoutSample.tensors(layout, prefix: "module.0.net."), as: layout.kind)
      #expect(found.prefix == "module.0.net.", "\(layout.name)")
      #expect(found.tensors.names == layout.entries.map(\.name))
    }
  }

  @Test func aPrefixThatEndsInALetterOrDigitIsNotRemoved() {
    for prefix in ["module", "net1", "1"] {
      #expect(error(LayoutSample.tensors(Self.transfer, prefix: prefix)) != nil)
    }
  }

  @Test(arguments: [
    "num_batches_tracked", "n_averaged", "num_updates", "step", "epoch", "decay", "iteration",
    "in1.num_batches_tracked", "ema.decay",
  ])
  func countersOfEveryTypeAreIgnored(name: String) throws {
    for type in ElementType.allCases {
      for (prefix, place) in [("", name), ("net.", name), ("net.", "net." + name)] {
        for shape in [[], [1]] {
          let file = transfer(prefix: prefix, adding: place, LayoutSample.zeros(type, shape))
          let found = try recognize(file)
          #expect(found.ignored == [place] && found.prefix == prefix, "\(type) \(place)")
          #expect(found.omissions?.hasSuffix("ignored \(place)") == true)
        }
      }
    }
  }

  @Test func singleIntegersAreIgnoredWhateverTheirName() throws {
    for type in ElementType.allCases {
      let file = transfer(adding: "res1.alpha", LayoutSample.zeros(type, []))
      if type.isFloating {
        #expect(error(file)?.description.contains("extra res1.alpha") == true, "\(type)")
      } else {
        #expect(try recognize(file).ignored == ["res1.alpha"], "\(type)")
      }
    }
  }

  @Test func listsWithTheNameOfACounterAreNotIgnored() {
    let file = transfer(adding: "decay", LayoutSample.zeros(.float32, [2]))
    #expect(error(file)?.description.contains("extra decay") == true)
  }

  @Test func tensorsOfOtherModulesAreIgnored() throws {
    let loss = LayoutSample.zeros(.float32, [4, 3, 3, 3])
    let found = try recognize(transfer(prefix: "net.", adding: "loss.vgg.0.weight", loss))
    #expect(found.ignored == ["loss.vgg.0.weight"])
    #expect(found.omissions == "removed the prefix ‘net.’; ignored loss.vgg.0.weight")
    let states = LayoutSample.zeros(.uint8, [5056])
    #expect(try recognize(transfer(prefix: "net.", adding: "rng", states)).ignored == ["rng"])
  }

  @Test func parametersOfAModuleThatContainsTheNetworkAreErrors() {
    let mean = LayoutSample.zeros(.float32, [3])
    for (prefix, name) in [("net.", "mean"), ("a.b.", "a.mean"), ("a.b.", "mean")] {
      let message = error(transfer(prefix: prefix, adding: name, mean))?.description
      #expect(message?.contains("under ‘\(prefix)’") == true, "\(message ?? "accepted")")
      #expect(message?.contains("extra \(name)") == true, "\(message ?? "accepted")")
    }
  }

  @Test(arguments: [
    ["model.", "ema."], ["", "ema."], ["a.", "a.b."], ["module.", "module.ema.", "x."],
  ])
  func severalNetworksAreListed(prefixes: [String]) {
    var file = NamedTensors()
    for prefix in prefixes {
      let tensors = LayoutSample.tensors(Self.transfer, prefix: prefix)
      for name in tensors.names { file[name] = tensors[name] }
    }
    #expect(error(file) == .severalNetworks(prefixes))
    let message = error(file)?.description ?? ""
    #expect(message.contains("\(prefixes.count) networks of this kind"))
    for prefix in prefixes {
      #expect(message.contains(prefix.isEmpty ? "no prefix" : "‘\(prefix)’"))
    }
  }

  @Test func manyNetworksAreRejectedWithoutComparingThem() {
    var file = NamedTensors()
    for index in 0..<100 {
      let tensors = LayoutSample.tensors(Self.transfer, prefix: "copy\(index).")
      for name in tensors.names { file[name] = tensors[name] }
    }
    guard case .severalNetworks(let prefixes)? = error(file) else {
      Issue.record("the file was accepted")
      return
    }
    #expect(prefixes.count == 17)
  }

  @Test func theNetworkOfTheRequestedKindIsChosenAmongOthers() throws {
    var file = LayoutSample.tensors(.normalizedEncoder, prefix: "encoder.")
    let decoder = LayoutSample.tensors(.mirroredDecoder, prefix: "decoder.")
    for name in decoder.names { file[name] = decoder[name] }
    #expect(try recognize(file, as: .adainEncoder).prefix == "encoder.")
    let found = try recognize(file, as: .adainDecoder)
    #expect(found.prefix == "decoder." && found.ignored.count == 20)
    #expect(
      found.omissions == "removed the prefix ‘decoder.’; ignored encoder.0.weight, "
        + "encoder.0.bias, encoder.2.weight and 17 more")
  }

  @Test func theErrorOfAnIncompleteNetworkNamesItsPrefix() {
    var file = LayoutSample.tensors(Self.transfer, prefix: "module._orig_mod.")
    file["module._orig_mod.in2.bias"] = nil
    let message = error(file)?.description
    #expect(message?.hasPrefix("tensors under ‘module._orig_mod.’ do not match") == true)
    #expect(message?.hasSuffix("missing in2.bias") == true, "\(message ?? "")")
  }

  @Test func aValueThatIsNotFiniteIsReportedWithTheNameInTheFile() {
    let tensor = WeightTensor([5], floats: [0, 0, .nan, 0, 0])
    let file = transfer(prefix: "module.", adding: "module.conv1.conv2d.bias", tensor)
    #expect(error(file) == .notFinite("module.conv1.conv2d.bias"))
  }

  @Test func swappedEncodersAndDecodersAreFound() throws {
    let encoder = LayoutSample.tensors(.normalizedEncoder, prefix: "module.")
    let decoder = LayoutSample.tensors(.mirroredDecoder)
    for kind in [NetworkKind.adainEncoder, .adainDecoder] {
      #expect(try RecognizedNetwork.find(in: encoder, as: kind).kind == .adainEncoder)
      #expect(try RecognizedNetwork.find(in: decoder, as: kind).kind == .adainDecoder)
    }
    #expect(error(decoder, as: .adainEncoder) != nil)
    #expect(throws: WeightError.self) {
      try RecognizedNetwork.find(in: LayoutSample.tensors(.torchvision), as: .adainEncoder)
    }
  }

  @Test func longAndManyNamesAreExaminedInLinearTime() throws {
    var file = NamedTensors()
    let tensor = LayoutSample.zeros(.float32, [3])
    let dots = String(repeating: "a.", count: 40)
    for index in 0..<100_000 { file[dots + "\(index).conv1.conv2d.bias"] = tensor }
    file[String(repeating: ".", count: 20_000_000) + "conv1.conv2d.bias"] = tensor
    let start = ContinuousClock.now
    #expect(error(file) != nil)
    #expect(ContinuousClock.now - start < .seconds(60))
  }
}
