// SPDX-License-Identifier: MIT

extension Forward {
  /// Writes the planes of a pool whose moments are not ordinary.
  ///
  /// A NaN or ±∞ makes the whole pool NaN and is counted. Where only squares overflowed or vanished,
  /// the values are measured again as x / 2ᵉ, with ε / 4ᵉ under the root. With fixed moments nothing
  /// is pooled: the values are counted and the caller goes on; returns false.
  func writeExtreme(_ planes: StrideTo<Int>) -> Bool {
    let strange = planes.reduce(0) { $0 + values($1).count { !$0.isFinite } }
    if strange > 0 {
      found.withLock {
        $0.pools += 1
        $0.values += strange
      }
    }
    if normalizer.fixedMoments != nil { return false }
    if strange > 0 {
      for plane in planes { outputs(plane).update(repeating: .nan) }
    } else {
      writeScaled(planes)
    }
    return true
  }

  private func writeScaled(_ planes: StrideTo<Int>) {
    let unit = unit(of: planes)
    var pooled = Moments.none
    for plane in planes {
      let scaled = values(plane).map { Double($0) / unit }
      pooled.join(scaled.withUnsafeBufferPointer { Moments(of: $0) })
    }
    var estimator = normalizer.estimator
    estimator.epsilon = epsilon / unit / unit
    let deviation = estimator.deviation(of: pooled)
    // Equal values without ε would be 0/0; the limit for a small ε is 0.
    let factor = deviation > 0 ? 1 / deviation : 0
    let own = Moments(
      count: pooled.count, mean: pooled.mean * unit, squares: pooled.squares * unit * unit)
    for plane in planes {
      let (n, c) = plane.quotientAndRemainder(dividingBy: shape.c)
      let affine = normalizer.affine(picture: n, channel: c, own: own)
      for (i, x) in values(plane).enumerated() {
        let y = ((Double(x) / unit - pooled.mean) - pooled.tail) * factor
        outputs(plane)[i] = Scalar(affine.gamma * y + affine.beta)
      }
    }
  }

  /// The power of two below the largest magnitude or √ε, whichever is larger; 1 for all zeros.
  private func unit(of planes: StrideTo<Int>) -> Double {
    let largest = planes.reduce(epsilon.squareRoot()) { largest, plane in
      values(plane).reduce(largest) { Swift.max($0, Double($1.magnitude)) }
    }
    return largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
  }

  private func values(_ plane: Int) -> UnsafeBufferPointer<Scalar> {
    UnsafeBufferPointer(start: input + plane * shape.plane, count: shape.plane)
  }

  private func outputs(_ plane: Int) -> UnsafeMutableBufferPointer<Scalar> {
    UnsafeMutableBufferPointer(start: output + plane * shape.plane, count: shape.plane)
  }
}
