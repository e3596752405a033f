// SPDX-License-Identifier: MIT

import Normalization

extension ColorSpace {
  /// The picture as a tensor 1 × 3 × H × W: RGB and linear RGB in 0…1, the others
  /// in their own units.
  /// - Complexity: O(pixels); Lab takes three cube roots a pixel and lαβ three
  ///   logarithms, on every core.
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
    let pieces = pieces(of: plane)
    let levels = SRGB.levels
    parallel(pieces.count) { piece in
      for i in pieces[piece] {
        let values = color(
          levels[Int(pixels[4 * i])], levels[Int(pixels[4 * i + 1])],
          levels[Int(pixels[4 * i + 2])])
        for channel in 0..<3 { output[channel * plane + i] = values[channel] }
      }
    }
  }
}
