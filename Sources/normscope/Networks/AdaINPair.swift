// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Weights

/// An encoder and a decoder that were trained for each other, as one AdaIN network.
struct AdaINPair {
  /// All tensors, the encoder's under `encoder.` and the decoder's under `decoder.`.
  let tensors: NamedTensors
  /// AdaIN at relu4_1 between the two.
  let description: NetworkDescription

  /// - Throws: `UsageError` when the encoder is none that leads to relu4_1.
  init(_ encoder: NetworkFile, _ decoder: NamedTensors) throws {
    guard encoder.kind == "adain-encoder" || encoder.kind == "vgg19" else {
      throw UsageError(
        "‘\(encoder.name.printable)’ is \(encoder.kind); the encoder must be an adain-encoder or vgg19"
      )
    }
    let hasColorConversion = encoder.kind == "adain-encoder"
    description = .adain(input: encoder.description.input, hasColorConversion: hasColorConversion)
    var all = NamedTensors(metadata: decoder.metadata)
    let needed = Set(description.convolutions.flatMap { [$0.name + ".weight", $0.name + ".bias"] })
    for name in encoder.tensors.names where needed.contains("encoder." + name) {
      all["encoder." + name] = encoder.tensors[name]
    }
    for name in decoder.names { all["decoder." + name] = decoder[name] }
    // It is no layout of the weights' any more.
    (all.metadata["network"], all.metadata["layout"]) = (nil, nil)
    tensors = all
  }
}
