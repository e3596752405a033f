// SPDX-License-Identifier: MIT

import FileIO

/// Error of reading or writing a picture.
public enum PictureError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be read or written.
  case file(FileError)
  /// The file is not in a supported format, or its decoder failed.
  case notAPicture(path: String, reason: String)
  /// The picture has more pixels than `PictureFile.pixelLimit`.
  case tooLarge(path: String, width: Int, height: Int)
  /// The name of an output file has no supported extension.
  case unsupportedName(path: String)
  /// The encoder failed.
  case notEncoded(format: String, reason: String)

  /// Message safe to print on a terminal.
  public var description: String {
    switch self {
    case .file(let error):
      "\(error)"
    case .notAPicture(let path, let reason):
      "cannot read ‘\(path.printable)’ as a picture "
        + "(PNG, JPEG, WebP, GIF, BMP, TIFF, HEIC, AVIF or JPEG XL): \(reason.printable)"
    case .tooLarge(let path, let width, let height):
      "‘\(path.printable)’ is too large: \(width)×\(height) pixels; the limit is "
        + "\(PictureFile.pixelLimit)"
    case .unsupportedName(let path):
      "cannot write ‘\(path.printable)’: the name must end in .png, .jpg or .jpeg"
    case .notEncoded(let format, let reason):
      "cannot encode the picture as \(format): \(reason.printable)"
    }
  }
}
