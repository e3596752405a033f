// SPDX-License-Identifier: MIT

/// The weights of a `WinogradConvolution`: G · g · Gᵀ of every kernel, 36 × outputs / 16 × inputs × 16.
struct WinogradWeights: Equatable {
  /// Channels of x and y as they are forwards, multiples of 16.
  let inputs, outputs: Int
  /// Whether they lead from dy to dx: kernels turned round, and inputs in the place of outputs.
  let isBackward: Bool

  /// Floats of all of them.
  var count: Int { WinogradTile.products * inputs * outputs }

  /// Transforms weights outputs × inputs × 3 × 3.
  func pack(_ plain: AlignedFloats, into packed: AlignedFloats) {
    let (from, to) = isBackward ? (outputs, inputs) : (inputs, outputs)
    let u = UnsafeMutableRawPointer(packed.start).assumingMemoryBound(to: Vector.self)
    let step = from * to / ActivationLayout.lanes
    withExtendedLifetime(plain) {
      parallelFor(to / ActivationLayout.lanes, vectors: count / ActivationLayout.lanes) { block in
        for channel in 0..<from {
          let place = u + block * from + channel
          WinogradTile.weights(kernels(plain.start, block, channel), place, step: step)
        }
      }
    }
  }

  /// The nine values of a kernel of sixteen outputs.
  private func kernels(_ w: UnsafePointer<Float>, _ block: Int, _ channel: Int) -> [Vector] {
    (0..<9).map { i in
      var all = Vector.zero
      for lane in 0..<ActivationLayout.lanes {
        let other = block * ActivationLayout.lanes + lane
        all[lane] =
          isBackward
          ? w[9 * (channel * inputs + other) + 8 - i] : w[9 * (other * inputs + channel) + i]
      }
      return all
    }
  }
}
