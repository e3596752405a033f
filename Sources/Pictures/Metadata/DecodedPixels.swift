// SPDX-License-Identifier: MIT

/// Unowned, mutable buffer of pixels as a decoder returns them: 8-bit R, G, B or R, G, B, A in the
/// color space and with the alpha of the file.
struct DecodedPixels {
  let bytes: UnsafeMutablePointer<UInt8>
  let size: PictureSize
  /// Bytes per row, including padding.
  let stride: Int
  /// Bytes per pixel: 3 or 4.
  let channels: Int
  /// Whether the fourth byte is alpha.
  let hasAlpha: Bool

  /// Converts the pixels to sRGB in place if the file has a profile for another color space.
  /// - Returns: the pixels; the use of the profile, nil without one; and a warning if it cannot be
  ///   used.
  func converted(
    _ metadata: PictureMetadata
  ) -> (source: PixelSource, profile: ColorProfile?, warning: String?) {
    let alpha = hasAlpha ? metadata.alpha : .none
    guard let bytes = metadata.profile else { return (source(alpha), nil, nil) }
    do throws(ProfileConversion.Failure) {
      let conversion = try ProfileConversion(profile: bytes, for: self)
      guard !conversion.isIdentity else {
        return (source(alpha), ColorProfile(name: conversion.name, isConverted: false), nil)
      }
      if alpha == .premultiplied { divideByAlpha() }
      conversion.convert(self.bytes, size, stride: stride)
      return (
        source(alpha == .premultiplied ? .straight : alpha),
        ColorProfile(name: conversion.name, isConverted: true), nil
      )
    } catch {
      return (source(alpha), nil, "its color profile is ignored: \(error.reason)")
    }
  }

  private func source(_ alpha: Alpha) -> PixelSource {
    PixelSource(bytes: bytes, size: size, stride: stride, channels: channels, alpha: alpha)
  }

  /// Whether R, G and B are equal everywhere.
  var areGray: Bool {
    pixels.allSatisfy { $0[0] == $0[1] && $0[1] == $0[2] }
  }

  /// Divides premultiplied colors by alpha.
  private func divideByAlpha() {
    for pixel in pixels {
      let alpha = Int(pixel[3])
      guard alpha != 0, alpha != 255 else { continue }
      for c in 0..<3 { pixel[c] = UInt8(min(255, (255 * Int(pixel[c]) + alpha / 2) / alpha)) }
    }
  }

  private var pixels: some Sequence<UnsafeMutablePointer<UInt8>> {
    (0..<size.height).lazy.flatMap { y in
      (0..<size.width).lazy.map { x in bytes + y * stride + x * channels }
    }
  }
}

/// ICC profile in a picture file.
public struct ColorProfile: Equatable, Sendable {
  /// The description in the profile.
  public let name: String
  /// Whether the colors were converted to sRGB; false if the profile is sRGB.
  public let isConverted: Bool
}
