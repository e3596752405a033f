// SPDX-License-Identifier: MIT

/// Sums of products, sixteen at a time.
public enum Dot {
  /// Σ a_i · b_i.
  public static func product(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int
  ) -> Float {
    var sums = SIMD16<Float>(repeating: 0)
    let whole = count / 16 * 16
    var i = 0
    while i < whole {
      let x = UnsafeRawPointer(a + i).loadUnaligned(as: SIMD16<Float>.self)
      let y = UnsafeRawPointer(b + i).loadUnaligned(as: SIMD16<Float>.self)
      sums.addProduct(x, y)
      i += 16
    }
    return (whole..<count).reduce(sums.sum()) { $0 + a[$1] * b[$1] }
  }
}
