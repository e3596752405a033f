// SPDX-License-Identifier: MIT

import COneDNN

/// A convolution of oneDNN's.
final class OneDNNConvolution: ConvolutionCode {
  private let handle: OpaquePointer

  /// Takes a convolution over; it is destroyed with this.
  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { convolution_destroy(handle) }

  var name: String { String(cString: convolution_name(handle)) }
  var scratchpadBytes: Int { convolution_scratchpad_bytes(handle) }
  var weightBytes: Int { convolution_weight_bytes(handle) }

  func sharesWeights(with other: any ConvolutionCode) -> Bool {
    (other as? OneDNNConvolution).map { convolution_shares_weights(handle, $0.handle) } ?? false
  }

  func pack(_ plain: AlignedFloats, into packed: AlignedFloats) -> Bool {
    withExtendedLifetime(plain) { convolution_pack(handle, plain.start, packed.start) }
  }

  func run(
    _ x: UnsafeMutablePointer<Float>, _ packed: AlignedFloats, _ bias: AlignedFloats,
    _ y: UnsafeMutablePointer<Float>, scratchpad: UnsafeMutablePointer<Float>
  ) -> Bool {
    convolution_run(handle, x, packed.start, bias.start, y, scratchpad)
  }
}
