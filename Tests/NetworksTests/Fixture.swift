// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import Pictures
import Weights

/// The files of the tests.
enum Fixture {
  static let folder = Bundle.module.resourcePath ?? ""

  /// A NumPy array of the compact network's expected results.
  static func array(_ name: String) throws -> Tensor<Float> {
    let path = "\(folder)/Fixtures/compact/\(name).npy"
    return try NumPyArray(FileBytes.read(path), minimumRank: 1).floats
  }

  /// A picture as 1 × 3 × H × W in RGB 0…1.
  static func picture(_ name: String) throws -> Tensor<Float> {
    let picture = try PictureFile.read("\(folder)/Fixtures/compact/\(name).png").picture
    let plane = picture.width * picture.height
    let values = (0..<3 * plane).map { i -> Float in
      let level = picture.pixels[4 * (i % plane) + i / plane]
      return Float(level) / 255
    }
    return Tensor(Shape(1, 3, picture.height, picture.width), elements: values)
  }

  /// The bytes of a safetensors file of 32-bit values, its header, and where the values begin.
  private static func file(_ path: String) throws -> ([UInt8], [String: Any], start: Int) {
    let bytes = try FileBytes.read(path)
    let length = bytes.withUnsafeBytes { Int($0.loadUnaligned(as: UInt64.self)) }
    let header = try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length]))
    return (bytes, header as? [String: Any] ?? [:], 8 + length)
  }

  /// The page in a file's metadata.
  static func page(_ path: String) throws -> String {
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

  /// Where the compact network is whose results are known.
  static let compactPath = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/compact/sketch.safetensors").path

  /// A compact network whose results an independent implementation has made.
  static func compact() throws -> Network {
    try Network(.compact, parameters(compactPath))
  }
}
