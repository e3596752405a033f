// SPDX-License-Identifier: MIT

/// Winograd transforms F(4 × 4, 3 × 3): 16 outputs of a 3 × 3 kernel from 36 products instead of
/// 144.
///
/// Y = Aᵀ · [(G · g · Gᵀ) ⊙ (Bᵀ · d · B)] · A  with the points 0, ±1, ±2 and ∞ (Winograd 1980;
/// Lavin & Gray 2016, equation 8 and section 4.3), with written-out matrices. A lane is a channel.
enum WinogradTile {
  /// Eight channels of a position, half a `Vector`: a row of a tile then fits in registers.
  typealias Half = SIMD8<Float>

  /// Height and width of the outputs of a tile.
  static let size = 4
  /// Height and width of the inputs of a tile.
  static let inputs = 6
  /// Number of products of a tile.
  static let products = 36

  /// Computes Bᵀ · d · B.
  /// - Parameters:
  ///   - row: the distance between rows of d, in halves; a pixel is two halves.
  ///   - slab: the distance between products in `v`, in halves.
  ///   - work: memory for 36 halves.
  @inline(__always)
  static func input(
    _ d: UnsafePointer<Half>, row: Int, _ v: UnsafeMutablePointer<Half>, slab: Int,
    _ work: UnsafeMutablePointer<Half>
  ) {
    for j in 0..<inputs {
      let p = d + 2 * j
      let t = input(p[0], p[row], p[2 * row], p[3 * row], p[4 * row], p[5 * row])
      let to = work + j
      (to[0], to[6], to[12], to[18], to[24], to[30]) = t
    }
    for i in 0..<inputs {
      let p = work + inputs * i
      let t = input(p[0], p[1], p[2], p[3], p[4], p[5])
      let to = v + inputs * i * slab
      (to[0], to[slab], to[2 * slab]) = (t.0, t.1, t.2)
      (to[3 * slab], to[4 * slab], to[5 * slab]) = (t.3, t.4, t.5)
    }
  }

  /// Computes Aᵀ · m · A, four rows of four, into `work`. - Parameter slab: as in `input`.
  @inline(__always)
  static func output(
    _ m: UnsafePointer<Half>, slab: Int, _ work: UnsafeMutablePointer<Half>
  ) {
    for j in 0..<inputs {
      let p = m + j * slab
      let (step, to) = (inputs * slab, work + j)
      (to[0], to[6], to[12], to[18]) = output(
        p[0], p[step], p[2 * step], p[3 * step], p[4 * step], p[5 * step])
    }
    for i in 0..<size {
      let (p, to) = (work + inputs * i, work + size * i)
      (to[0], to[1], to[2], to[3]) = output(p[0], p[1], p[2], p[3], p[4], p[5])
    }
  }

  /// Computes G · g · Gᵀ of sixteen output channels.
  /// - Parameters:
  ///   - g: nine values.
  ///   - step: the distance between the 36 values in `u`, in vectors.
  static func weights(_ g: [Vector], _ u: UnsafeMutablePointer<Vector>, step: Int) {
    let columns = (0..<3).map { weights(g[$0], g[3 + $0], g[6 + $0]) }
    for i in 0..<inputs {
      let row = weights(columns[0][i], columns[1][i], columns[2][i])
      for j in 0..<inputs { u[(inputs * i + j) * step] = row[j] }
    }
  }

  private typealias Six = (Half, Half, Half, Half, Half, Half)

  @inline(__always)
  private static func input(
    _ a: Half, _ b: Half, _ c: Half, _ d: Half, _ e: Half, _ f: Half
  ) -> Six {
    let (even, odd) = (add(e, -4, c), add(d, -4, b))
    let (even2, odd2) = (e - c, d - b)
    return (
      add(add(e, -5, c), 4, a), even + odd, even - odd, add(even2, 2, odd2), add(even2, -2, odd2),
      add(add(f, -5, d), 4, b)
    )
  }

  @inline(__always)
  private static func output(
    _ a: Half, _ b: Half, _ c: Half, _ d: Half, _ e: Half, _ f: Half
  ) -> (Half, Half, Half, Half) {
    let (sum, difference, sum2, difference2) = (b + c, b - c, d + e, d - e)
    return (
      a + sum + sum2, add(difference, 2, difference2), add(sum, 4, sum2),
      add(difference + f, 8, difference2)
    )
  }

  /// Returns x + scale · y, rounded once.
  @inline(__always)
  private static func add(_ x: Half, _ scale: Float, _ y: Half) -> Half {
    x.addingProduct(Half(repeating: scale), y)
  }

  private static func weights(_ a: Vector, _ b: Vector, _ c: Vector) -> [Vector] {
    let (outer, outer4) = ((a + c) / -6, a / 24 + c / 6)
    return [a / 4, outer - b / 6, outer + b / 6, outer4 + b / 12, outer4 - b / 12, c]
  }
}
