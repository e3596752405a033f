// SPDX-License-Identifier: MIT

import CLCMS
import FileIO
import Normalization

/// Conversion of 8-bit colors from an ICC profile to sRGB by LittleCMS, with relative colorimetric
/// intent (ICC.1:2010, 6.2).
final class ProfileConversion {
  /// Why a profile cannot be used.
  enum Failure: Error, Equatable {
    case damaged
    /// The colors of the profile are neither RGB nor gray, for example CMYK.
    case colorSpace(String)

    /// Reason to show to the user.
    var reason: String {
      switch self {
      case .damaged: "it is damaged"
      case .colorSpace(let name): "it is for \(name), but the decoder returns RGB"
      }
    }
  }

  /// The description in the profile.
  let name: String

  private let isGray: Bool
  private let transform: cmsHTRANSFORM

  /// Bytes per pixel of the colors to convert.
  private let channels: Int

  /// Creates the conversion of pixels.
  init(profile bytes: [UInt8], for pixels: DecodedPixels) throws(Failure) {
    guard let profile = cmsOpenProfileFromMem(bytes, cmsUInt32Number(bytes.count)) else {
      throw .damaged
    }
    defer { cmsCloseProfile(profile) }
    let space = cmsGetColorSpace(profile)
    guard space == cmsSigRgbData || space == cmsSigGrayData else {
      throw .colorSpace(Self.text(space))
    }
    isGray = space == cmsSigGrayData
    if isGray && !pixels.areGray { throw .colorSpace("gray") }
    channels = pixels.channels
    guard let target = cmsCreate_sRGBProfile() else { throw .damaged }
    defer { cmsCloseProfile(target) }
    let extra = Int32(channels - 3)
    // Without a cache, several threads may use a transform.
    let transform = cmsCreateTransform(
      profile, isGray ? lcms_gray_format(extra + 2) : lcms_rgb_format(extra),
      target, lcms_rgb_format(extra), cmsUInt32Number(INTENT_RELATIVE_COLORIMETRIC),
      cmsUInt32Number(cmsFLAGS_NOCACHE))
    guard let transform else { throw .damaged }
    (self.transform, name) = (transform, Self.description(of: profile))
  }

  deinit { cmsDeleteTransform(transform) }

  /// Whether the conversion changes no color by more than one level, which is a rounding error:
  /// the profile is sRGB. Tested for all grays and for a grid of 9 × 9 × 9 colors.
  var isIdentity: Bool {
    let grays = (0..<256).map { [UInt8](repeating: UInt8($0), count: 3) }
    let levels = (0..<9).map { UInt8(min(255, 32 * $0)) }
    let grid = levels.flatMap { r in levels.flatMap { g in levels.map { b in [r, g, b] } } }
    let colors = (isGray ? grays : grays + grid).flatMap {
      $0 + [UInt8](repeating: 255, count: channels - 3)
    }
    var converted = colors
    converted.withUnsafeMutableBytes { buffer in
      cmsDoTransform(
        transform, colors, buffer.baseAddress, cmsUInt32Number(colors.count / channels))
    }
    return zip(colors, converted).allSatisfy { abs(Int($0) - Int($1)) <= 1 }
  }

  /// Converts pixels in place; alpha is unchanged.
  func convert(_ pixels: UnsafeMutablePointer<UInt8>, _ size: PictureSize, stride: Int) {
    let bands = size.pixels > 1 << 16 ? min(8, size.height) : 1
    parallelFor(bands) { band in
      let rows = size.height * band / bands..<size.height * (band + 1) / bands
      let start = pixels + rows.lowerBound * stride
      cmsDoTransformLineStride(
        transform, start, start, cmsUInt32Number(size.width), cmsUInt32Number(rows.count),
        cmsUInt32Number(stride), cmsUInt32Number(stride), 0, 0)
    }
  }

  private static func description(of profile: cmsHPROFILE) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    cmsGetProfileInfoASCII(
      profile, cmsInfoDescription, "en", "US", &buffer, cmsUInt32Number(buffer.count))
    let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return text.isEmpty ? "without a name" : String(decoding: text, as: UTF8.self)
  }

  /// Returns the four characters of a signature, for example `CMYK`.
  private static func text(_ signature: cmsColorSpaceSignature) -> String {
    let bytes = withUnsafeBytes(of: signature.rawValue.bigEndian) { Array($0) }
    return String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
  }
}
