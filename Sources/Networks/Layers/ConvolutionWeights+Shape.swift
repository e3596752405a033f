// SPDX-License-Identifier: MIT

import COneDNN

extension ConvolutionWeights {
  /// The code of a convolution between two activations: of y, or of dx. `frame` is zero padding that it
  /// adds itself. Nil where there is none such.
  func code(
    _ pass: ConvolutionPass, _ input: ActivationLayout, _ output: ActivationLayout,
    _ frame: Padding,
    mayTransform: Bool
  ) -> (any ConvolutionCode)? {
    if mayTransform && transformPays(pass, input) {
      if let made = create(ConvolutionWinograd, pass, input, output, frame) {
        return OneDNNConvolution(made)
      }
      if code_has_fma(), onednn_has_openmp(),
        let made = WinogradConvolution(self, input, output, frame, pass)
      {
        return made
      }
    }
    return create(ConvolutionDirect, pass, input, output, frame).map(OneDNNConvolution.init)
  }

  /// oneDNN's convolution between two activations, Winograd's where it pays and is wanted, else a
  /// direct one. `frame` is zero padding that it adds itself. Nil where oneDNN has none such.
  func prepare(
    _ pass: ConvolutionPass, _ input: ActivationLayout, _ output: ActivationLayout,
    _ frame: Padding,
    mayTransform: Bool
  ) -> OpaquePointer? {
    let isTransformed = mayTransform && transformPays(pass, input)
    return (isTransformed ? create(ConvolutionWinograd, pass, input, output, frame) : nil)
      ?? create(ConvolutionDirect, pass, input, output, frame)
  }

  private func create(
    _ algorithm: ConvolutionAlgorithm, _ pass: ConvolutionPass, _ input: ActivationLayout,
    _ output: ActivationLayout, _ frame: Padding
  ) -> OpaquePointer? {
    var shape = shape(input, output, frame)
    return convolution_create(&shape, pass, algorithm)
  }

  /// Whether it is 3 × 3 of stride 1, every output of every input, which is what transforms are for.
  var isTransformable: Bool {
    layer.kernel == SpatialSize(3) && layer.stride == SpatialSize(1) && !layer.isTransposed
      && groups == 1
  }

  /// Measured in Speed.md: with fewer channels on a side the transforms cost what they save.
  private func transformPays(_ pass: ConvolutionPass, _ input: ActivationLayout) -> Bool {
    let least = pass == ConvolutionForward ? 32 : 16
    return isTransformable && input.isBlocked && min(inputs, outputs) >= least
  }

  private func shape(_ input: ActivationLayout, _ output: ActivationLayout, _ frame: Padding)
    -> ConvolutionShape
  {
    ConvolutionShape(
      pictures: Int32(input.shape.n), inputs: Int32(inputs),
      input_height: Int32(input.rows), input_width: Int32(input.columns),
      outputs: Int32(outputs), output_height: Int32(output.rows),
      output_width: Int32(output.columns), kernel_height: Int32(layer.kernel.rows),
      kernel_width: Int32(layer.kernel.columns), stride_height: Int32(layer.stride.rows),
      stride_width: Int32(layer.stride.columns), pad_top: Int32(frame.top),
      pad_left: Int32(frame.left), pad_bottom: Int32(frame.bottom),
      pad_right: Int32(frame.right), groups: Int32(groups), transposed: layer.isTransposed,
      relu: layer.hasRelu, plain_input: !input.isBlocked)
  }
}
