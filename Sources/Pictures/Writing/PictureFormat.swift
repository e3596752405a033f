// SPDX-License-Identifier: MIT

/// The formats that pictures are written in.
public enum PictureFormat: Equatable, Sendable {
  /// Lossless.
  case png
  /// Lossy, with libjpeg’s quality from 0 to 100.
  case jpeg(quality: Int)

  /// The format that a file name asks for by its extension, in any case: .png, or .jpg and .jpeg at
  /// quality 95. Nil for every other name.
  public init?(path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".png") {
      self = .png
    } else if name.hasSuffix(".jpg") || name.hasSuffix(".jpeg") {
      self = .jpeg(quality: 95)
    } else {
      return nil
    }
  }

  /// What gdk-pixbuf calls it.
  var type: String {
    switch self {
    case .png: "png"
    case .jpeg: "jpeg"
    }
  }

  /// The quality as gdk-pixbuf wants it, nil where there is none.
  var quality: String? {
    switch self {
    case .png: nil
    case .jpeg(let quality): "\(quality)"
    }
  }
}
