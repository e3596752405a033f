// SPDX-License-Identifier: MIT

/// Code that runs a convolution of one shape: y from x, or dx from dy.
protocol ConvolutionCode: AnyObject {
  /// What it is called.
  var name: String { get }
  /// Bytes of memory that a run needs besides x and y.
  var scratchpadBytes: Int { get }
  /// Bytes of the weights as it reads them.
  var weightBytes: Int { get }

  /// Whether weights that were packed for another serve this one.
  func sharesWeights(with other: any ConvolutionCode) -> Bool
  /// Arranges `ConvolutionWeights.packedWeights`; false where that fails.
  func pack(_ plain: AlignedFloats, into packed: AlignedFloats) -> Bool
  /// Runs it; backwards x is dx, which is written, and y is dy. False where that fails.
  func run(
    _ x: UnsafeMutablePointer<Float>, _ packed: AlignedFloats, _ bias: AlignedFloats,
    _ y: UnsafeMutablePointer<Float>, scratchpad: UnsafeMutablePointer<Float>
  ) -> Bool
}
