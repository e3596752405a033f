// SPDX-License-Identifier: MIT

/// Planes cut into pieces of at most `size` values, so that few large planes feed many threads.
struct PlaneChunks {
  /// Values of a plane.
  let plane: Int
  /// Values of every piece but the last.
  let size: Int
  /// Pieces of a plane.
  let count: Int

  init(plane: Int, size: Int) {
    (self.plane, self.size) = (plane, min(size, plane))
    count = (plane + self.size - 1) / self.size
  }

  /// The values of a plane's piece.
  func length(of piece: Int) -> Int { min(size, plane - piece * size) }

  /// The indices of a plane's pieces among all.
  func range(of plane: Int) -> Range<Int> { plane * count..<(plane + 1) * count }

  /// The moments of every piece of every plane.
  func moments<Scalar: TensorScalar>(
    of values: UnsafePointer<Scalar>, planes: Int, threads: Int
  ) -> [Moments] {
    [Moments](unsafeUninitializedCapacity: planes * count) { buffer, filled in
      parallel(planes * count, threads: threads) { index in
        buffer.initializeElement(at: index, to: moments(of: values, index))
      }
      filled = planes * count
    }
  }

  /// The moments of one of all the pieces.
  func moments<Scalar: TensorScalar>(of values: UnsafePointer<Scalar>, _ index: Int) -> Moments {
    let (p, piece) = index.quotientAndRemainder(dividingBy: count)
    return Scalar.moments(of: values + p * plane + piece * size, count: length(of: piece))
  }
}
