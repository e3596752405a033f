// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import Pictures
import TestSupport
import Weights

/// Small input files with the same bytes and names on every machine.
enum InputFiles {
  /// Names of the pictures: content, styles, and the rest of the batch.
  static let pictures = ["harbour", "embers", "glacier", "moss", "meadow", "night"]

  /// Writes all files.
  static func write(to folder: ScratchFolder) throws {
    for (name, bytes) in try files.get() { try FileContents.write(bytes, to: folder(name)) }
  }

  /// Created once for all tests.
  private static let files = Result {
    var files = [
      "features.npy": features.bytes, "plumes.npy": plumes.bytes, "strange.npy": strange.bytes,
      "shifted.npy": shifted.bytes, "integers.npy": integers,
    ]
    for (index, name) in pictures.enumerated() {
      files[name + ".png"] = try picture(index).encoded(as: .png)
    }
    return files
  }

  /// A noisy gradient in each channel: red horizontal, green vertical, blue diagonal.
  ///
  /// Integer arithmetic only, so that the result is the same everywhere.
  private static func picture(_ index: Int) -> Picture {
    let (low, high) = (lows[index], highs[index])
    var random = SplitMix(seed: UInt64(index + 1))
    let (width, height) = index == 1 ? (80, 80) : (96, 64)
    return .painted(width: width, height: height) { x, y in
      let places = [x * 256 / width, y * 256 / height, (x + y) * 256 / (width + height)]
      let color = (0..<3).map { c in
        let noise = Int(random.next() % 33) - 16
        return UInt8(clamping: low[c] + (high[c] - low[c]) * places[c] / 256 + noise)
      }
      return (color[0], color[1], color[2])
    }
  }

  private static let lows = [
    [30, 60, 90], [200, 60, 10], [150, 190, 220], [20, 70, 10], [90, 140, 40], [0, 0, 20],
  ]
  private static let highs = [
    [190, 170, 230], [255, 160, 60], [210, 240, 255], [110, 180, 70], [200, 230, 90],
    [40, 50, 110],
  ]

  /// Two pictures of 512 channels, whose mean and deviation grow with the channel.
  private static var features: NumPyArray {
    var random = SplitMix(seed: 512)
    let shape = Shape(2, 512, 6, 8)
    let values = (0..<shape.count).map { i in
      let channel = Double(i / shape.planeSize % shape.c)
      return Float((channel - 200) / 16 + (0.25 + channel / 128) * random.normal())
    }
    return .float(Tensor(shape, elements: values), axes: [2, 512, 6, 8])
  }

  /// A style for the features: deviations over three decades, and proportional means.
  private static var plumes: NumPyArray {
    var random = SplitMix(seed: 1024)
    let shape = Shape(1, 512, 4, 4)
    let values = (0..<shape.count).map { i in
      let channel = i / shape.planeSize
      let deviation = Double(1 << (channel % 11)) / 64
      return Float(deviation * (Double(channel % 5) - 1 + random.normal()))
    }
    return .float(Tensor(shape, elements: values), axes: [1, 512, 4, 4])
  }

  /// Float64 values 1e8 + N(0, 1) and 5 + 1e-9 · N(0, 1), whose deviations are 0 in float32, and
  /// 1e200 · N(0, 1), which is ∞ there.
  private static var shifted: NumPyArray {
    var random = SplitMix(seed: 64)
    let shape = Shape(1, 3, 8, 8)
    let values = (0..<shape.count).map { i in
      let (mean, scale) = [(1e8, 1.0), (5, 1e-9), (0, 1e200)][i / shape.planeSize]
      return mean + scale * random.normal()
    }
    return .double(Tensor(shape, elements: values), axes: [1, 3, 8, 8])
  }

  /// Big-endian int32 of two channels, 0, 7, 14, ….
  private static var integers: [UInt8] {
    let header = "{'descr': '>i4', 'fortran_order': False, 'shape': (1, 2, 4, 4), }\n"
    let values = (0..<32).flatMap { withUnsafeBytes(of: Int32(7 * $0).bigEndian, Array.init) }
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + values
  }

  /// Six channels: plain, one NaN, all NaN, an infinity, constant, and very large.
  private static var strange: NumPyArray {
    var random = SplitMix(seed: 6)
    var x: Tensor<Float> = random.tensor(Shape(1, 6, 8, 8))
    let plane = x.shape.planeSize
    var values = x.elements
    values[plane + 9] = .nan
    for i in 2 * plane..<3 * plane { values[i] = .nan }
    values[3 * plane + 5] = .infinity
    for i in 4 * plane..<5 * plane { values[i] = -2.5 }
    for i in 5 * plane..<6 * plane { values[i] *= 1e7 }
    x = Tensor(x.shape, elements: values)
    return .float(x, axes: [1, 6, 8, 8])
  }
}
