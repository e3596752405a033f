// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import Pictures
import Weights

/// Files of the tests.
enum Fixture {
  static let folder = Bundle.module.resourcePath ?? ""

  /// Reads a NumPy array of the compact network's expected results.
  static func array(_ name: String) throws -> Tensor<Float> {
    let path = "\(folder)/Fixtures/compact/\(name).npy"
    return try NumPyArray(FileContents.read(path), minimumRank: 1).floats
  }

  /// Reads a picture as 1 × 3 × H × W in RGB 0…1.
  static func picture(_ name: String) throws -> Tensor<Float> {
    let picture = try PictureFile.read("\(folder)/Fixtures/compact/\(name).png").picture
    let plane = picture.width * picture.height
    let values = (0..<3 * plane).map { i -> Float in
      let level = picture.pixels[4 * (i % plane) + i / plane]
      return Float(level) / 255
    }
    return Tensor(Shape(1, 3, picture.height, picture.width), elements: values)
  }

  /// Reads a float32 safetensors file: its bytes, its header, and the position of the first value.
  private static func file(_ path: String) throws -> ([UInt8], [String: Any], start: Int) {
    let bytes = try FileContents.read(path)
    let length = bytes.withUnsafeBytes { Int($0.loadUnaligned(as: UInt64.self)) }
    let header = try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length]))
    return (bytes, header as? [String: Any] ?? [:], 8 + length)
  }

  /// Returns the network description in a file's metadata.
  static func description(_ path: String) throws -> String {
    let metadata = try file(path).1["__metadata__"] as? [String: String]
    return metadata?["network"] ?? ""
  }

  /// The tensors of a file.
  static func parameters(_ path: String) throws -> Parameters {
    let (bytes, header, start) = try file(path)
    var result: Parameters = [:]
    for case (let name, let entry as [String: Any]) in header {
      guard let shape = entry["shape"] as? [Int], let ends = entry["data_offsets"] as? [Int]
      else { continue }
      let values = stride(from: start + ends[0], to: start + ends[1], by: 4).map { at in
        bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: Float.self) }
      }
      result[name] = Parameter(shape, values)
    }
    return result
  }

  /// Path of the compact network with known results.
  static let compactPath = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/compact/sketch.safetensors").path

  /// Reads a compact network whose results were computed by an independent implementation.
  static func compact() throws -> Network {
    try Network(.compact, parameters(compactPath))
  }
}
