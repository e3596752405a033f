// SPDX-License-Identifier: MIT

import Networks
import Weights

/// Encoder and decoder that were trained together, as one AdaIN network.
public struct AdaINEncoderDecoder {
  /// All tensors, those of the encoder under `encoder.` and those of the decoder under `decoder.`.
  public let tensors: NamedTensors
  /// VGG-19 to relu4_1, AdaIN, and the mirrored decoder.
  public let description: NetworkDescription

  /// Joins an encoder and a decoder.
  /// - Throws: `NetworkLibraryError.wrongEncoder` for an encoder that does not lead to relu4_1.
  public init(_ encoder: NetworkFile, _ decoder: NamedTensors) throws {
    guard encoder.kind == "adain-encoder" || encoder.kind == "vgg19" else {
      throw NetworkLibraryError.wrongEncoder(name: encoder.name, kind: encoder.kind)
    }
    let hasColorConversion = encoder.kind == "adain-encoder"
    description = .adain(input: encoder.description.input, hasColorConversion: hasColorConversion)
    var all = NamedTensors(metadata: decoder.metadata)
    let needed = Set(description.convolutions.flatMap { [$0.name + ".weight", $0.name + ".bias"] })
    for name in encoder.tensors.names where needed.contains("encoder." + name) {
      all["encoder." + name] = encoder.tensors[name]
    }
    for name in decoder.names { all["decoder." + name] = decoder[name] }
    // The joined tensors no longer have the layout that the decoder's metadata names.
    (all.metadata["network"], all.metadata["layout"]) = (nil, nil)
    tensors = all
  }

  /// Joins an encoder that was given as the decoder with a decoder that was given as the encoder.
  ///
  /// The metadata are those of the encoder, so that source and license are kept as for a decoder.
  /// - Throws: `NetworkLibraryError.noDecoder` if the second network is not a decoder.
  public init(swapped encoder: NamedTensors, _ decoder: NetworkFile) throws {
    guard decoder.kind == "adain-decoder" else {
      throw NetworkLibraryError.noDecoder(name: decoder.name, kind: decoder.kind)
    }
    var tensors = decoder.tensors
    tensors.metadata = encoder.metadata
    try self.init(NetworkFile(decoder.path, encoder), tensors)
  }
}
