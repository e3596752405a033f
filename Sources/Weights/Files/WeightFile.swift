// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Files of weights in any format that is read.
public enum WeightFile {
  /// The largest file that is read: the full VGG-19 is 0.6 GB.
  public static let mostBytes = 2 << 30

  /// All tensors of a file.
  /// - Throws: `WeightFileError`, one sentence with the file's name; nothing is ever half read.
  public static func read(_ path: String) throws(WeightFileError) -> NamedTensors {
    let bytes: [UInt8]
    do { bytes = try FileContents.read(path, limit: mostBytes) } catch { throw .file(error) }
    do { return try tensors(bytes[...]) } catch { throw .weights(path: path, error) }
  }

  /// The network of a file under our own names.
  /// - Throws: `WeightFileError`, also when the file holds another network.
  public static func read(
    _ path: String, as kind: NetworkKind
  ) throws(WeightFileError) -> NamedTensors {
    let tensors = try read(path)
    do { return try CheckpointLayout.recognize(tensors, as: kind) } catch {
      throw .weights(path: path, error)
    }
  }

  /// All tensors of a file's bytes.
  public static func tensors(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    let tensors =
      switch try WeightFormat.recognize(bytes) {
      case .safeTensors: try SafeTensors.read(bytes)
      case .pyTorchZip: try PyTorchCheckpoint.readArchive(bytes)
      case .pyTorchStream: try PyTorchCheckpoint.readStream(bytes)
      case .npz: try NPZFile.read(bytes)
      case .onnx: try ONNXFile(bytes).tensors
      }
    guard tensors.count > 0 else { throw .empty }
    return tensors
  }

  /// Writes tensors as safetensors; the file is there whole or not at all.
  public static func write(_ tensors: NamedTensors, to path: String) throws(WeightFileError) {
    do { try FileContents.write(SafeTensors.bytes(tensors), to: path) } catch { throw .file(error) }
  }
}
