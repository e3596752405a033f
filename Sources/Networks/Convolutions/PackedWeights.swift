// SPDX-License-Identifier: MIT

import Foundation

/// Pointers to the packed weights and the padded bias of a convolution.
struct PackedFloats {
  let weights: UnsafePointer<Float>
  let bias: UnsafePointer<Float>
}

/// Packed weights of one convolution in one memory format, shared by all runs of a network.
///
/// `Sendable` because the memory is written in `init` only.
final class PackedWeights: @unchecked Sendable {
  private let weights: AlignedFloats
  private let bias: AlignedFloats

  /// Packs weights. - Throws: `OneDNNError`.
  init(
    _ weights: ConvolutionWeights, for implementation: any ConvolutionImplementation
  ) throws(OneDNNError) {
    self.weights = AlignedFloats((implementation.weightBytes + 3) / 4)
    bias = weights.paddedBias()
    try implementation.pack(weights.paddedWeights(), into: self.weights)
  }

  /// The memory; it is valid as long as this object.
  var floats: PackedFloats { PackedFloats(weights: weights.start, bias: bias.start) }
}

/// Packed weights of a network by layer and memory format.
///
/// Each entry is created by the first run that needs it, and is only read afterwards. `Sendable`
/// because `lock` protects the entries; it is an `NSLock` because ThreadSanitizer does not see the
/// synchronization of a contended `Mutex` (Tests/Reference/thread_sanitizer.sh).
final class PackedWeightsCache: @unchecked Sendable {
  private struct CachedWeights {
    let format: PackedWeightFormat
    let weights: PackedWeights
  }

  private let lock = NSLock()
  private var entries: [ConvolutionLayer: [CachedWeights]] = [:]

  /// Returns the weights of a layer in the format of an implementation, packing them if necessary.
  /// - Parameter weights: the arranged weights; their layer, which differs from the described one
  ///   where pixels share vectors, is the key. - Throws: `OneDNNError`.
  func packedWeights(
    _ weights: ConvolutionWeights, for implementation: any ConvolutionImplementation
  ) throws(OneDNNError) -> PackedWeights {
    let format = implementation.weightFormat
    // `withLock` has untyped errors.
    let result = lock.withLock { () -> Result<PackedWeights, OneDNNError> in
      if let entry = entries[weights.layer]?.first(where: { $0.format == format }) {
        return .success(entry.weights)
      }
      return Result { () throws(OneDNNError) in
        let packed = try PackedWeights(weights, for: implementation)
        entries[weights.layer, default: []].append(CachedWeights(format: format, weights: packed))
        return packed
      }
    }
    return try result.get()
  }
}
