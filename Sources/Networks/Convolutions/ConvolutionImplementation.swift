// SPDX-License-Identifier: MIT

import COneDNN

/// Implementation of one pass of a convolution for one shape: y from x, or dx from dy.
///
/// Belongs to one run, because oneDNN creates its primitive at the first use.
protocol ConvolutionImplementation: AnyObject {
  /// The name in benchmark reports.
  var name: String { get }
  /// Bytes of scratch memory for a run.
  var scratchpadBytes: Int { get }
  /// Bytes of the packed weights.
  var weightBytes: Int { get }
  /// The memory format of the packed weights.
  var weightFormat: PackedWeightFormat { get }

  /// Converts `ConvolutionWeights.paddedWeights` to the packed format.
  /// - Throws: `OneDNNError`.
  func pack(_ plain: AlignedFloats, into packed: AlignedFloats) throws(OneDNNError)
  /// Writes y, or dx if the pass is backward: then x is dx and y is dy. - Throws: `OneDNNError`.
  func run(
    _ x: UnsafeMutablePointer<Float>, _ packed: PackedFloats, _ y: UnsafeMutablePointer<Float>,
    scratchpad: UnsafeMutablePointer<Float>
  ) throws(OneDNNError)
}

/// Memory format of packed weights. Two convolutions of one layer with equal formats read the same
/// bytes.
enum PackedWeightFormat: Equatable, Sendable {
  case winograd(WinogradWeights)
  case oneDNN(OneDNNWeightFormat)
}

/// Failure of a oneDNN call.
struct OneDNNError: Error, Equatable {
  /// oneDNN's status code, not 0.
  let status: Int32

  /// Throws if a status is not success.
  static func check(_ status: Int32) throws(OneDNNError) {
    if status != 0 { throw OneDNNError(status: status) }
  }

  /// Whether oneDNN does not support the operation.
  var isUnsupported: Bool { Self.unsupported.contains(status) }

  /// dnnl_invalid_arguments and dnnl_unimplemented.
  private static let unsupported: Set<Int32> = [2, 3]

  /// dnnl_out_of_memory.
  static let outOfMemory = OneDNNError(status: 1)

  /// The text of the status, such as “out of memory”.
  var text: String { String(cString: onednn_status_text(status)) }
}

/// Convolution of oneDNN.
final class OneDNNConvolution: ConvolutionImplementation {
  private let handle: OpaquePointer
  let weightFormat: PackedWeightFormat

  /// Takes ownership of a convolution. - Throws: `OneDNNError`.
  init(_ handle: OpaquePointer) throws(OneDNNError) {
    guard let format = convolution_weight_format(handle) else {
      convolution_destroy(handle)
      throw OneDNNError.outOfMemory
    }
    self.handle = handle
    weightFormat = .oneDNN(OneDNNWeightFormat(format))
  }

  deinit { convolution_destroy(handle) }

  var name: String { String(cString: convolution_name(handle)) }
  var scratchpadBytes: Int { convolution_scratchpad_bytes(handle) }
  var weightBytes: Int { convolution_weight_bytes(handle) }

  func pack(_ plain: AlignedFloats, into packed: AlignedFloats) throws(OneDNNError) {
    let status = withExtendedLifetime(plain) { convolution_pack(handle, plain.start, packed.start) }
    try OneDNNError.check(status)
  }

  func run(
    _ x: UnsafeMutablePointer<Float>, _ packed: PackedFloats, _ y: UnsafeMutablePointer<Float>,
    scratchpad: UnsafeMutablePointer<Float>
  ) throws(OneDNNError) {
    // oneDNN's interface has no const; these passes only read weights and bias.
    try OneDNNError.check(
      convolution_run(
        handle, x, UnsafeMutablePointer(mutating: packed.weights),
        UnsafeMutablePointer(mutating: packed.bias), y, scratchpad))
  }
}

/// oneDNN's description of a weight format.
///
/// `Sendable` because the C object never changes after its creation.
final class OneDNNWeightFormat: Equatable, @unchecked Sendable {
  private let handle: OpaquePointer

  /// Takes ownership of a format.
  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { weight_format_destroy(handle) }

  static func == (a: OneDNNWeightFormat, b: OneDNNWeightFormat) -> Bool {
    weight_format_equal(a.handle, b.handle)
  }
}
