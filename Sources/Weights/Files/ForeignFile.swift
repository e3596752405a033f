// SPDX-License-Identifier: MIT

/// Kind of file that is often given in place of weights, recognized by its first bytes.
public enum ForeignFile: Equatable, Sendable {
  /// File of 0 bytes.
  case empty
  /// HTML, for example the page of a download that needs a confirmation.
  case webPage
  /// Text that stands for a file in a clone without Git LFS.
  case gitLFSPointer
  /// PNG, JPEG, GIF, WebP or BMP.
  case picture
  /// File compressed with gzip.
  case gzip

  /// Returns the kind of a file; nil for anything else.
  static func recognize(_ bytes: ArraySlice<UInt8>) -> ForeignFile? {
    if bytes.isEmpty { return .empty }
    if starts(bytes, with: "version https://git-lfs") { return .gitLFSPointer }
    if bytes.starts(with: [0x1F, 0x8B]) { return .gzip }
    let pictures = ["\u{89}PNG", "\u{FF}\u{D8}\u{FF}", "GIF8", "RIFF", "BM"]
    let isPicture = pictures.contains { magic in
      bytes.starts(with: magic.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
    }
    return isPicture ? .picture : isWebPage(bytes) ? .webPage : nil
  }

  private static func isWebPage(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = bytes.prefix(256).drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 }
    return ["<!doctype html", "<html", "<head", "<?xml", "<!--"].contains { starts(text, with: $0) }
  }

  /// Whether bytes start with an ASCII text in small or capital letters.
  private static func starts(_ bytes: ArraySlice<UInt8>, with text: String) -> Bool {
    let start = bytes.prefix(text.utf8.count)
    return String(decoding: start, as: UTF8.self).lowercased() == text
  }
}

extension ForeignFile: CustomStringConvertible {
  /// What the file is, and what to do.
  public var description: String {
    switch self {
    case .empty: "the file is empty; copy or download it again"
    case .webPage: "it is a web page; download the weights themselves instead of their page"
    case .gitLFSPointer: "it is a Git LFS pointer to the weights; get them with git lfs pull"
    case .picture: "it is a picture, not weights"
    case .gzip: "it is compressed with gzip; decompress it first"
    }
  }
}
