// SPDX-License-Identifier: MIT

/// Products of matrices as Winograd's convolution needs them: rows are tiles, columns output channels.
enum TileProduct {
  /// Tiles that are taken at once: with sixteen channels twelve sums of eight, which with two halves of
  /// weights and one value take fifteen of AVX2's sixteen registers.
  static let rows = 6

  /// m = v · u for a group of tiles and sixteen output channels.
  /// - Parameter v: sixteen channels of each tile, and so on, `blocks` times.
  /// - Parameter u: a vector of weights for each of the channels.
  /// - Parameter m: sixteen output channels of each tile.
  @inline(__always)
  static func run(
    _ blocks: Int, _ v: UnsafePointer<Float>, _ u: UnsafePointer<Vector>,
    _ m: UnsafeMutablePointer<Vector>
  ) {
    var (a0, b0, a1, b1) = (Half.zero, Half.zero, Half.zero, Half.zero)
    var (a2, b2, a3, b3) = (Half.zero, Half.zero, Half.zero, Half.zero)
    var (a4, b4, a5, b5) = (Half.zero, Half.zero, Half.zero, Half.zero)
    for block in 0..<blocks {
      let v = v + block * rows * ActivationLayout.lanes
      let u = u + block * ActivationLayout.lanes
      for k in 0..<ActivationLayout.lanes {
        let (low, high) = (u[k].lowHalf, u[k].highHalf)
        add(v[k], low, high, &a0, &b0)
        add(v[ActivationLayout.lanes + k], low, high, &a1, &b1)
        add(v[2 * ActivationLayout.lanes + k], low, high, &a2, &b2)
        add(v[3 * ActivationLayout.lanes + k], low, high, &a3, &b3)
        add(v[4 * ActivationLayout.lanes + k], low, high, &a4, &b4)
        add(v[5 * ActivationLayout.lanes + k], low, high, &a5, &b5)
      }
    }
    m[0] = Vector(lowHalf: a0, highHalf: b0)
    m[1] = Vector(lowHalf: a1, highHalf: b1)
    m[2] = Vector(lowHalf: a2, highHalf: b2)
    m[3] = Vector(lowHalf: a3, highHalf: b3)
    m[4] = Vector(lowHalf: a4, highHalf: b4)
    m[5] = Vector(lowHalf: a5, highHalf: b5)
  }

  private typealias Half = WinogradTile.Half

  @inline(__always)
  private static func add(
    _ value: Float, _ low: Half, _ high: Half, _ a: inout Half, _ b: inout Half
  ) {
    let all = Half(repeating: value)
    a.addProduct(all, low)
    b.addProduct(all, high)
  }
}
