// SPDX-License-Identifier: MIT

import FileIO

/// Metadata that determine how the pixels of a file are displayed.
struct PictureMetadata: Equatable {
  /// EXIF orientation.
  var orientation = Orientation.upright
  /// ICC profile of the colors; nil if the file has none.
  var profile: [UInt8]?
  /// Bits per channel in the file; the decoders return 8.
  var bitsPerChannel = 8
  /// Samples per pixel that a TIFF declares.
  var samplesPerPixel = 1
  /// Meaning of the fourth byte of a decoded pixel that has one.
  var alpha = Alpha.straight
  /// Size declared outside of the coded picture, for formats whose decoders allocate memory before
  /// they announce the size; nil for the others.
  var declaredSize: PictureSize?

  /// Whether the decoder ignores the alpha of the file.
  var hasIgnoredAlpha = false

  /// Warnings about what the decoder does not return.
  var warnings: [String] {
    (bitsPerChannel > 8 ? ["\(bitsPerChannel) bits per channel are reduced to 8"] : [])
      + (hasIgnoredAlpha ? ["its alpha channel is ignored"] : [])
  }
}

/// Meaning of the fourth byte of a pixel.
enum Alpha {
  /// There is no fourth byte, or it is not an opacity.
  case none
  /// Opacity of a color that does not depend on it.
  case straight
  /// Opacity that the color is already multiplied by.
  case premultiplied
}

extension PictureMetadata {
  /// Creates the metadata of a TIFF. Its orientation and profile come from the decoder.
  ///
  /// libtiff’s RGBA interface multiplies unassociated alpha into RGB and into separate planes of gray,
  /// but not into contiguous gray, and returns associated alpha unchanged. It ignores the alpha of
  /// CMYK and of contiguous gray with 16 bits. An extra sample of unspecified meaning is not an
  /// opacity.
  init(_ directory: TIFFDirectory) {
    samplesPerPixel = directory.largest(.samplesPerPixel) ?? 1
    bitsPerChannel = directory.first(.bitsPerSample) ?? 1
    let photometric = directory.first(.photometricInterpretation)
    let isContiguousGray = photometric ?? 1 < 2 && directory.first(.planarConfiguration) != 2
    let extra = directory.first(.extraSamples)
    alpha =
      switch extra {
      case 0: .none
      case 1: .premultiplied
      case 2: isContiguousGray ? .straight : .premultiplied
      default: .straight
      }
    let isIgnored = photometric == 5 || (isContiguousGray && bitsPerChannel == 16)
    hasIgnoredAlpha = isIgnored && (extra == 1 || extra == 2)
  }

  /// Creates the metadata of a HEIC or AVIF; nil if the file declares no size. The decoder applies
  /// the orientation. Some decoders of AVIF do not return the profile.
  init?(_ properties: ImageProperties) {
    guard let size = properties.largestSize else { return nil }
    declaredSize = size
    profile = properties.profile
    bitsPerChannel = properties.bitsPerChannel
  }
}
