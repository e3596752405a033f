// SPDX-License-Identifier: MIT

import COneDNN

extension ConvolutionWeights {
  /// Returns the implementation of y or dx between two activations.
  /// - Parameter implicitPadding: zero padding that the implementation adds.
  /// - Throws: `NetworkError.unsupported`, `NetworkError.oneDNN`.
  func implementation(
    _ pass: ConvolutionPass, _ input: ActivationLayout, _ output: ActivationLayout,
    _ implicitPadding: Padding, allowsWinograd: Bool
  ) throws(NetworkError) -> any ConvolutionImplementation {
    if allowsWinograd, winogradPays(pass, input), code_has_fma(), onednn_has_openmp(),
      let tiles = WinogradConvolution(self, input, output, implicitPadding, pass)
    {
      return tiles
    }
    return try wrap(direct(pass, input, output, implicitPadding))
  }

  /// Returns oneDNN's convolution between two activations; the caller destroys it.
  /// - Parameter implicitPadding: zero padding that the implementation adds.
  /// - Throws: `NetworkError.unsupported`, `NetworkError.oneDNN`.
  func direct(
    _ pass: ConvolutionPass, _ input: ActivationLayout, _ output: ActivationLayout,
    _ implicitPadding: Padding
  ) throws(NetworkError) -> OpaquePointer {
    var shape = shape(input, output, implicitPadding)
    var handle: OpaquePointer?
    let status = convolution_create(&shape, pass, &handle)
    guard let handle else { throw failure(OneDNNError(status: status)) }
    return handle
  }

  private func wrap(_ handle: OpaquePointer) throws(NetworkError) -> OneDNNConvolution {
    do { return try OneDNNConvolution(handle) } catch { throw failure(error) }
  }

  /// “Unimplemented” and “invalid arguments” mean that oneDNN has no such convolution.
  private func failure(_ error: OneDNNError) -> NetworkError {
    error.isUnsupported
      ? .unsupported(layer.name)
      : .oneDNN(layer: layer.name, implementation: nil, status: error.text)
  }

  /// Whether Winograd's algorithm applies: 3 × 3, stride 1, not transposed, not grouped.
  var allowsWinogradTransform: Bool {
    layer.kernel == SpatialSize(3) && layer.stride == SpatialSize(1) && !layer.isTransposed
      && groups == 1
  }

  /// With fewer channels the transforms cost more than they save (Speed.md).
  private func winogradPays(_ pass: ConvolutionPass, _ input: ActivationLayout) -> Bool {
    let least = pass == ConvolutionForward ? 32 : 16
    return allowsWinogradTransform && input.isBlocked && min(inputs, outputs) >= least
  }

  private func shape(
    _ input: ActivationLayout, _ output: ActivationLayout, _ implicitPadding: Padding
  )
    -> ConvolutionShape
  {
    ConvolutionShape(
      pictures: Int32(input.shape.n), inputs: Int32(inputs),
      input_height: Int32(input.rows), input_width: Int32(input.columns),
      outputs: Int32(outputs), output_height: Int32(output.rows),
      output_width: Int32(output.columns), kernel_height: Int32(layer.kernel.height),
      kernel_width: Int32(layer.kernel.width), stride_height: Int32(layer.stride.height),
      stride_width: Int32(layer.stride.width), pad_top: Int32(implicitPadding.top),
      pad_left: Int32(implicitPadding.left), pad_bottom: Int32(implicitPadding.bottom),
      pad_right: Int32(implicitPadding.right), groups: Int32(groups),
      transposed: layer.isTransposed,
      relu: layer.appliesReLU, plain_input: !input.isBlocked)
  }
}
