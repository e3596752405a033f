// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization
import Pictures

/// The files of the tests.
enum Fixture {
  static let folder = Bundle.module.resourcePath ?? ""

  /// A NumPy array of the compact network's expected results.
  static func array(_ name: String) throws -> Tensor<Float> {
    let path = "\(folder)/Fixtures/compact/\(name).npy"
    return try NumPyArray(FileBytes.read(path), leastAxes: 1).floats
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

  /// The tensors of a safetensors file of 32-bit values.
  static func parameters(_ path: String) throws -> Parameters {
    let bytes = try FileBytes.read(path)
    let length = bytes.withUnsafeBytes { Int($0.loadUnaligned(as: UInt64.self)) }
    let header = try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length]))
    var result: Parameters = [:]
    for case (let name, let entry as [String: Any]) in header as? [String: Any] ?? [:] {
      guard let shape = entry["shape"] as? [Int], let ends = entry["data_offsets"] as? [Int]
      else { continue }
      let values = stride(from: 8 + length + ends[0], to: 8 + length + ends[1], by: 4).map { at in
        bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: Float.self) }
      }
      result[name] = Parameter(shape, values)
    }
    return result
  }

  /// The compact network that comes along.
  static func compact() throws -> Network {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let path = here.appendingPathComponent("../../Assets/Networks/compact.safetensors").path
    return try Network(.compact, parameters(path))
  }
}
