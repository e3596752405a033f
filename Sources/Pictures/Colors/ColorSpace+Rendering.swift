// SPDX-License-Identifier: MIT

import Normalization
import Synchronization

extension ColorSpace {
  /// Returns picture `n` of a tensor N × 3 × H × W in this space as 8-bit sRGB.
  ///
  /// R, G and B are clipped to 0…1 separately and rounded to the nearest level of the exact
  /// transfer curve; NaN is black.
  /// - Precondition: the tensor has three channels, and more than `n` pictures.
  /// - Complexity: O(H · W), multithreaded.
  public func picture(from tensor: Tensor<Float>, n: Int = 0) -> ClippedPicture {
    let shape = tensor.shape
    precondition(shape.c == 3 && 0..<shape.n ~= n, "picture \(n) of a tensor \(shape)")
    var clipped = 0
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * shape.planeSize) { buffer, count in
      tensor.elements.withUnsafeBufferPointer { elements in
        clipped = render(elements, from: 3 * n * shape.planeSize, shape.planeSize, into: buffer)
      }
      count = 4 * shape.planeSize
    }
    let picture = Picture(width: shape.w, height: shape.h, pixels: pixels)
    return ClippedPicture(picture: picture, clipped: clipped)
  }

  /// Renders the planes from `start` and returns the number of clipped values.
  private func render(
    _ elements: UnsafeBufferPointer<Float>, from start: Int, _ plane: Int,
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    guard let base = elements.baseAddress, let output = buffer.baseAddress else { return 0 }
    let first = base + start
    let writer = PixelWriter(planes: (first, first + plane, first + 2 * plane), output: output)
    let chunks = chunks(of: plane)
    let clipped = Atomic(0)
    parallelFor(chunks.count) { chunk in
      clipped.add(write(chunks[chunk], writer), ordering: .relaxed)
    }
    return clipped.load(ordering: .relaxed)
  }

  private func write(_ range: Range<Int>, _ writer: PixelWriter) -> Int {
    LevelTable.with { table in
      switch self {
      case .rgb:
        return writer.write(range, color: { $0 }, levels: { Rounding.integers($0 * 255) })
      case .linear:
        return writer.write(range, color: { $0 }, levels: table.levels)
      case .lab:
        let inverse = CIELabInverse()
        return writer.write(range, color: inverse.linear, levels: table.levels)
      case .ruderman:
        let inverse = RudermanInverse()
        return writer.write(range, color: inverse.linear, levels: table.levels)
      }
    }
  }
}

/// Picture rendered from a tensor, with the number of clipped values.
public struct ClippedPicture: Equatable, Sendable {
  /// The picture; every value is clipped to 0…1.
  public let picture: Picture
  /// The number of values (R, G or B of a pixel) that were NaN or more than `tolerance` outside
  /// 0…1.
  public let clipped: Int

  /// 10⁻⁵: rounding errors do not count as clipping.
  ///
  /// In Float arithmetic, white becomes 1.0000001. The worst case is Lab: each f of X, Y and Z has
  /// two or three roundings near 1 (1.5·10⁻⁷), its cube three times that, and a row of the matrix
  /// to RGB multiplies by at most 5.3: 2.4·10⁻⁶. The tolerance is four times that, and a thirtieth
  /// of the darkest level.
  public static let tolerance: Float = 1e-5

  /// Creates a rendering.
  public init(picture: Picture, clipped: Int) {
    (self.picture, self.clipped) = (picture, clipped)
  }
}
