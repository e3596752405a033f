// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// What can go wrong between a picture and its file. Each case is worded once, in `description`.
public enum PictureError: Error, Equatable, CustomStringConvertible {
  /// The system could not read or write the file.
  case file(FileError)
  /// The bytes are none of the six formats, or their decoder gave up for the reason given.
  case notAPicture(path: String, reason: String)
  /// More pixels than `PictureFile.pixelLimit`.
  case tooLarge(path: String, width: Int, height: Int)
  /// The name of an output file tells no format that can be written.
  case unsupportedName(path: String)
  /// The encoder gave up, for the reason given.
  case notEncoded(format: String, reason: String)

  /// One sentence, safe to print on a terminal.
  public var description: String {
    switch self {
    case .file(let error):
      "\(error)"
    case .notAPicture(let path, let reason):
      "‘\(path.printable)’ is not a picture that can be read "
        + "(PNG, JPEG, WebP, GIF, BMP and TIFF can): \(reason.printable)"
    case .tooLarge(let path, let width, let height):
      "‘\(path.printable)’ is too large: \(width)×\(height) pixels, "
        + "and at most \(PictureFile.pixelLimit) can be read"
    case .unsupportedName(let path):
      "cannot write ‘\(path.printable)’: the name must end in .png, .jpg or .jpeg"
    case .notEncoded(let format, let reason):
      "the picture cannot be written as \(format): \(reason.printable)"
    }
  }
}
