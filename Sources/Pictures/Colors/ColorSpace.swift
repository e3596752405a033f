// SPDX-License-Identifier: MIT

import Normalization

/// Color space whose three channels are normalized in pixel space.
public enum ColorSpace: String, CaseIterable, Sendable {
  /// Encoded sRGB, 0…1 (IEC 61966-2-1).
  case rgb
  /// Linear sRGB, 0…1.
  case linear
  /// CIE L*a*b* (CIE 15) under D65; L* 0…100, a* and b* about −110…110.
  case lab
  /// Ruderman's lαβ, decimal logarithms: l about −5…0, α and β about −1…1. AdaIN in this space is
  /// the color transfer of Reinhard et al. 2001.
  case ruderman

  /// The display name.
  public var name: String {
    switch self {
    case .rgb: "RGB"
    case .linear: "linear RGB"
    case .lab: "CIE Lab"
    case .ruderman: "Ruderman lαβ"
    }
  }

  /// The names of the channels, in their order in a tensor.
  public var channelNames: [String] {
    switch self {
    case .rgb, .linear: ["R", "G", "B"]
    case .lab: ["L*", "a*", "b*"]
    case .ruderman: ["l", "α", "β"]
    }
  }
}

extension ColorSpace {
  /// Returns the picture as a tensor 1 × 3 × H × W in the units of the color space.
  /// - Complexity: O(pixels), multithreaded; three cube roots (Lab) or logarithms (lαβ) per pixel.
  public func tensor(of picture: Picture) -> Tensor<Float> {
    let shape = Shape(1, 3, picture.height, picture.width)
    return Tensor(shape) { output in
      picture.pixels.withUnsafeBufferPointer { pixels in
        switch self {
        case .rgb:
          fill(output, pixels, table: (0...255).map { Float($0) / 255 })
        case .linear:
          fill(output, pixels, table: SRGB.levels.map { Float($0) })
        case .lab:
          fill(output, pixels, color: CIELab.lab)
        case .ruderman:
          fill(output, pixels, color: Ruderman.lab)
        }
      }
    }
  }

  private func fill(
    _ output: UnsafeMutableBufferPointer<Float>, _ pixels: UnsafeBufferPointer<UInt8>,
    table: [Float]
  ) {
    let plane = pixels.count / 4
    table.withUnsafeBufferPointer { table in
      for i in 0..<plane {
        output[i] = table[Int(pixels[4 * i])]
        output[plane + i] = table[Int(pixels[4 * i + 1])]
        output[2 * plane + i] = table[Int(pixels[4 * i + 2])]
      }
    }
  }

  private func fill(
    _ output: UnsafeMutableBufferPointer<Float>, _ pixels: UnsafeBufferPointer<UInt8>,
    color: @Sendable (Double, Double, Double) -> SIMD3<Float>
  ) {
    let plane = pixels.count / 4
    let chunks = chunks(of: plane)
    let levels = SRGB.levels
    parallelFor(chunks.count) { chunk in
      for i in chunks[chunk] {
        let values = color(
          levels[Int(pixels[4 * i])], levels[Int(pixels[4 * i + 1])],
          levels[Int(pixels[4 * i + 2])])
        for channel in 0..<3 { output[channel * plane + i] = values[channel] }
      }
    }
  }
}
