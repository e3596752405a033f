// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// What a feed-forward network normalizes with.
  public enum TransferNorm: String, Sendable, CaseIterable {
    /// γ, β [1, C] or [S, C] and the picture's own moments.
    case instance
    /// γ, β [C] and running moments `mean`, `variance` [C].
    case batch
  }

  /// Johnson's feed-forward network (2016) as in PyTorch's fast_neural_style.
  ///
  /// Layers `conv1`…`conv3`, `res1.a`, `res1.b`, …, `up1`, `up2`, `conv4`, each but the last with a
  /// site of its name. Reflection padding, nearest upsampling, RGB 0…255 in and out. `width` is the
  /// channels of `conv1`: 32 in full.
  public static func transfer(
    width: Int = 32, blocks: Int = 5, norm: TransferNorm = .instance
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

  private static func source(_ norm: TransferNorm, _ name: String) -> Site.Source {
    switch norm {
    case .instance: .instance(gamma: name + ".gamma", beta: name + ".beta")
    case .batch:
      .batch(
        gamma: name + ".gamma", beta: name + ".beta", mean: name + ".mean",
        variance: name + ".variance")
    }
  }
}
