// SPDX-License-Identifier: MIT

import Normalization
import Synchronization

extension ColorSpace {
  /// Picture `n` of a tensor N × 3 × H × W in this space, as it would be shown.
  ///
  /// Values are clipped to 0…1 of sRGB and rounded to the nearest level of the exact curve; NaN is
  /// black. Of L*, a*, b* outside sRGB each of R, G, B is clipped on its own.
  /// - Precondition: the tensor has three channels, and more than `n` pictures.
  /// - Complexity: O(H · W), on every core.
  public func picture(from tensor: Tensor<Float>, n: Int = 0) -> Rendering {
    let shape = tensor.shape
    precondition(shape.c == 3 && 0..<shape.n ~= n, "picture \(n) of a tensor \(shape)")
    var clipped = 0
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * shape.plane) { buffer, count in
      tensor.elements.withUnsafeBufferPointer { elements in
        clipped = render(elements, from: 3 * n * shape.plane, shape.plane, into: buffer)
      }
      count = 4 * shape.plane
    }
    let picture = Picture(width: shape.w, height: shape.h, pixels: pixels)
    return Rendering(picture: picture, clipped: clipped)
  }

  /// Renders the planes from `start` on; the number of clipped values.
  private func render(
    _ elements: UnsafeBufferPointer<Float>, from start: Int, _ plane: Int,
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    guard let base = elements.baseAddress, let output = buffer.baseAddress else { return 0 }
    let first = base + start
    let writer = PixelWriter(planes: (first, first + plane, first + 2 * plane), output: output)
    let pieces = pieces(of: plane)
    let clipped = Atomic(0)
    parallel(pieces.count) { piece in
      clipped.add(write(pieces[piece], writer), ordering: .relaxed)
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
        let inverse = LabInverse()
        return writer.write(range, color: inverse.linear, levels: table.levels)
      case .ruderman:
        let inverse = RudermanInverse()
        return writer.write(range, color: inverse.linear, levels: table.levels)
      }
    }
  }
}
