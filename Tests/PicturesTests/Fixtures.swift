// SPDX-License-Identifier: MIT

import Foundation
import TestSupport

@testable import Pictures

/// Small picture files in the six formats that gdk-pixbuf and webp-pixbuf-loader read.
enum Fixture {
  /// Nine colors and white; the GIF and the WebP below contain exactly these pixels.
  static let picture: Picture = {
    let colors: [[UInt8]] = [
      [0xE0, 0x10, 0x20], [0x10, 0xC0, 0x40], [0x20, 0x30, 0xF0], [255, 255, 255],
      [0, 0, 0], [0x80, 0x80, 0x80], [255, 255, 255], [0xF0, 0xE0, 0x10],
      [0, 0xA0, 0xB0], [255, 255, 255], [255, 255, 255], [0xA0, 0, 0xB0],
    ]
    return Picture(width: 4, height: 3, pixels: colors.flatMap { $0 + [255] })
  }()

  /// Written by ImageMagick.
  static let gif = bytes(
    "R0lGODlhBAADAPMAAOAQIBDAQCAw8P///wAAAICAgPDgEACgsKAAsAAAAAAAAAAAAAAAAAAAAAAAAAAAACH5BAAA"
      + "AAAAIf8LSW1hZ2VNYWdpY2sNZ2FtbWE9MC40NTQ1NQAsAAAAAAQAAwAABAkQBDFIGeaMgSIAOw==")
  /// The same with a second, blue frame.
  static let animatedGIF = bytes(
    "R0lGODlhBAADAPMAAOAQIBDAQCAw8P///wAAAICAgPDgEACgsKAAsAAAAAAAAAAAAAAAAAAAAAAAAAAAACH5BAAA"
      + "AAAAIf8LTkVUU0NBUEUyLjADAQAAACH/C0ltYWdlTWFnaWNrDWdhbW1hPTAuNDU0NTUALAAAAAAEAAMAAAQJ"
      + "EAQxSBnmjIEiACH5BAAAAAAALAAAAAAEAAMAgAAA/wAAAAIDhI9WADs=")
  /// Lossless.
  static let webp = bytes(
    "UklGRlIAAABXRUJQVlA4TEYAAAAvA4AAAEdgEACSUEIIKZQQQmySNQgEKEwz1TQTsgCBAEUTeGaKqR6Z/4D4v5sJ"
      + "oafEKAfpgDDbOCqx7H9MR3IGF9H/KI8D")
  /// 16 × 16 gray, six scans.
  static let progressive = bytes(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZG"
      + "NywtQFdBRkxOUlNSMj5aYVpQYEpRUk//wgALCAAQABABAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQF/9oA"
      + "CAEBAAAAAcpO/8QAFxABAQEBAAAAAAAAAAAAAAAAABEBAv/aAAgBAQABBQK461Vf/8QAFBABAAAAAAAAAAAA"
      + "AAAAAAAAIP/aAAgBAQAGPwIf/8QAGBAAAwEBAAAAAAAAAAAAAAAAAAERMVH/2gAIAQEAAT8hVYxGLB8Faz//"
      + "2gAIAQEAAAAQr//EABoQAQADAQEBAAAAAAAAAAAAAAEAEUEhMVH/2gAIAQEAAT8QvlbdHkt5u5GRUO+eQGg4"
      + "fZ//2Q==")

  /// 64 × 64, four squares of one color each; written by heif-enc.
  static let heic = bytes(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAA"
      + "AAAAAAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAAAPgAAACNpaW5mAAAA"
      + "AAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34"
      + "+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqSSmu"
      + "bgQEDAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAEAAAABAAAAAEHBpeGkAAAAAAwgICAAA"
      + "ABZpcG1hAAAAAAAAAAEAAQOBAoMAAABGbWRhdAAAADooAa8GOFr8/Tf3uT///bzHof5zxGwlfzco//e8///MkYsZ"
      + "j7Tckb9LbR//puxfag+fYzE9JA7r7miy")
  /// The same; written by cjxl, lossless.
  static let jxl = bytes(
    "/wpPQCQIBAEAxABLKDZGn44UFEwAXlD//sb4Me4FggAApFuSAID6eAGt8Dxj/KAnvxn+HyLgPbYfzRlJ")

  /// Valid files in every format.
  static func all() throws -> [(kind: InputPictureFormat, bytes: [UInt8])] {
    try [InputPictureFormat.png, .jpeg, .webp, .gif, .bmp, .tiff].map { kind in
      switch kind {
      case .gif: (kind, gif)
      case .webp: (kind, webp)
      default: (kind, try picture.encoded(type: kind.rawValue))
      }
    }
  }

  /// Returns a JPEG of 32 × 32 middle gray pixels with a restart marker after each of its four
  /// MCUs.
  ///
  /// With the tables of T.81 K.3, all-zero coefficients are 00 1010 for each of four blocks of Y,
  /// and 00 00 for Cb and Cr: four bytes.
  static func restarting() throws -> [UInt8] {
    let gray = try Picture.plain(width: 32, height: 32, (128, 128, 128))
      .encoded(as: .jpeg(quality: 75))
    let scan = gray.indices.dropLast().first { gray[$0] == 0xFF && gray[$0 + 1] == 0xDA } ?? 0
    var result = Array(gray[..<scan]) + [0xFF, 0xDD, 0, 4, 0, 1]
    result += gray[scan..<scan + 14]
    for end: UInt8 in [0xD0, 0xD1, 0xD2, 0xD9] { result += [0x28, 0xA2, 0x8A, 0x00, 0xFF, end] }
    return result
  }

  private static func bytes(_ base64: String) -> [UInt8] {
    Array(Data(base64Encoded: base64) ?? Data())
  }
}

/// Calls `body` with a temporary folder and removes it afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "pictures-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

/// Writes bytes to a file and reads it as a picture.
func read(
  _ bytes: some Sequence<UInt8>, fitting longestSide: Int? = nil, limit: Int = 1 << 28
) throws -> LoadedPicture {
  try withFolder { folder in
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/x"))
    return try PictureFile.read(folder + "/x", fitting: longestSide, pixelLimit: limit)
  }
}

/// Returns the error message of reading bytes as a file with a name, without the folder; nil if the
/// picture was read.
func errorMessage(_ bytes: some Sequence<UInt8>, as name: String = "x") throws -> String? {
  try withFolder { folder in
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    do {
      _ = try PictureFile.read(folder + "/" + name)
      return nil
    } catch {
      return "\(error)".replacingOccurrences(of: folder + "/", with: "")
    }
  }
}

/// Returns a JPEG with an additional segment after SOI.
func jpeg(_ bytes: [UInt8], adding marker: UInt8, _ data: [UInt8]) -> [UInt8] {
  let length = data.count + 2
  let segment = [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + data
  return Array(bytes[..<2]) + segment + bytes[2...]
}

/// Returns the data of an APP1 segment that contains only an orientation.
func exif(orientation: UInt8) -> [UInt8] {
  Array("Exif\0\0".utf8) + [
    0x49, 0x49, 42, 0, 8, 0, 0, 0,  // Little-endian TIFF, directory at 8.
    1, 0,  // One entry: tag 0x0112, SHORT, one value.
    0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0,
    0, 0, 0, 0,
  ]
}
