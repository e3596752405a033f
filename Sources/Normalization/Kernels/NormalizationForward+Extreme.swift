// SPDX-License-Identifier: MIT

extension NormalizationForward {
  /// Writes the planes of a pool whose variance overflowed or underflowed; returns whether it did.
  ///
  /// A pool with NaN or ±∞ becomes NaN, and the values are counted. If only squares overflowed or
  /// underflowed, the values are measured again as x / 2ᵉ, with ε / 4ᵉ inside the root. With fixed
  /// moments, non-finite values are only counted; the result is false and the caller continues.
  func writeExtreme(_ planes: StrideTo<Int>) -> Bool {
    let nonFinite = planes.reduce(0) { $0 + values($1).count { !$0.isFinite } }
    if nonFinite > 0 {
      nonFiniteCounts.withLock {
        $0.pools += 1
        $0.values += nonFinite
      }
    }
    if normalizer.fixedMoments != nil { return false }
    if nonFinite > 0 {
      for plane in planes { outputs(plane).update(repeating: .nan) }
    } else {
      writeScaled(planes)
    }
    return true
  }

  private func writeScaled(_ planes: StrideTo<Int>) {
    let unit = unit(of: planes)
    var moments = Moments.none
    for plane in planes {
      let scaled = values(plane).map { Double($0) / unit }
      moments.join(scaled.withUnsafeBufferPointer { Moments(of: $0) })
    }
    var estimator = normalizer.estimator
    estimator.epsilon = epsilon / unit / unit
    let deviation = estimator.deviation(of: moments)
    // Zero variance and ε = 0 would be 0/0; the limit for ε → 0 is 0.
    let factor = deviation > 0 ? 1 / deviation : 0
    let unscaled = moments.multiplied(byPowerOfTwo: unit)
    for plane in planes {
      let (n, c) = plane.quotientAndRemainder(dividingBy: shape.c)
      let affine = normalizer.affine(picture: n, channel: c, moments: unscaled)
      for (i, x) in values(plane).enumerated() {
        let y = ((Double(x) / unit - moments.mean) - moments.meanLow) * factor
        outputs(plane)[i] = Scalar(affine.gamma * y + affine.beta)
      }
    }
  }

  /// Returns the unit for the largest magnitude or √ε.
  private func unit(of planes: StrideTo<Int>) -> Double {
    Moments.unit(
      for: planes.reduce(epsilon.squareRoot()) { largest, plane in
        values(plane).reduce(largest) { Swift.max($0, Double($1.magnitude)) }
      })
  }

  private func values(_ plane: Int) -> UnsafeBufferPointer<Scalar> {
    UnsafeBufferPointer(start: input + plane * shape.planeSize, count: shape.planeSize)
  }

  private func outputs(_ plane: Int) -> UnsafeMutableBufferPointer<Scalar> {
    UnsafeMutableBufferPointer(start: output + plane * shape.planeSize, count: shape.planeSize)
  }
}
