// SPDX-License-Identifier: MIT

/// The networks whose weights are known, and the names that their tensors have here.
///
/// A convolution `L` has `L.weight` [O, I, H, W] and, where it has one, `L.bias` [O]; a normalization
/// after it `L.gamma` and `L.beta` [S, C], a row for each of S styles. From input to output:
///
/// - `transfer`: `conv1` (9×9), `conv2`, `conv3` (stride 2); `res1.a`, `res1.b`, `res2.a`, …; `up1`,
///   `up2` (after nearest ×2); `conv4` (9×9). All have a bias, all but `conv4` a normalization with
///   S = 1. ReLU follows each normalization but that of `res….b`, whose sum with the block's input
///   goes on as it is. Padding is reflection.
/// - `multistyle`: the same layers without a bias, all with a normalization; a sigmoid at the end.
/// - `vgg19`: `conv1_1`, `conv1_2`, `conv2_1`, … `conv5_4`, each with a bias.
/// - `adain-encoder`: `conv0` (1×1, the conversion from RGB), then as `vgg19` up to `conv4_1`.
/// - `adain-decoder`: the way back: `conv4_1`, `conv3_4`, … `conv3_1`, `conv2_2`, … `conv1_1`, each
///   with a bias; `conv4_1` takes the encoder's 512 channels, `conv1_1` gives the picture.
///
/// The metadata of such a set say `network` (the kind), `layout` (where it came from) and what the
/// network takes and gives (`PictureRange`).
public enum NetworkKind: String, CaseIterable, Sendable {
  case transfer
  case multistyle
  case vgg19
  case adainEncoder = "adain-encoder"
  case adainDecoder = "adain-decoder"
}
