// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

@testable import Pictures

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite struct RefusalTests {
  @Test func pipesDevicesAndFoldersAreRefused() throws {
    try withFolder { folder in
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      #expect(message(folder + "/pipe").hasSuffix("pipe’: it is not a regular file"))
      #expect(message(folder).hasSuffix("’: it is a folder"))
      #expect(message("/dev/zero") == "cannot read ‘/dev/zero’: it is not a regular file")
      #expect(message(folder + "/none").hasSuffix("/none’: No such file or directory"))
    }
  }

  @Test func otherFormatsNeverReachADecoder() throws {
    let start =
      "cannot read ‘x’ as a picture (PNG, JPEG, WebP, GIF, BMP, TIFF, HEIC, AVIF or JPEG XL): "
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    for text in [svg, "P3 1 1 255 0 0 0", "/* XPM */", "#define x_width 1", "\0\0\u{2}\0\0\0"] {
      #expect(try errorMessage(Array(text.utf8)) == start + "unknown signature")
    }
    #expect(try errorMessage([]) == start + "the file is empty")
    #expect(try errorMessage([0xFF, 0xD8, 0xFF])?.hasPrefix(start) == true)
  }

  @Test func animatedWebPIsRefused() throws {
    let bytes = Array("RIFF\u{20}\0\0\0WEBPVP8X\n\0\0\0\u{2}\0\0\0".utf8) + [3, 0, 0, 2, 0, 0]
    #expect(try errorMessage(bytes)?.contains("animated WebP is not supported") == true)
  }

  @Test func fileNamesInMessagesAreEscaped() throws {
    let name = "a\u{1B}]0;title\u{7}\nb.png"
    let sentence = try #require(try errorMessage([1, 2, 3], as: name))
    #expect(sentence.hasPrefix("cannot read ‘a\\e]0;title\\u{7}\\nb.png’ as a picture"))
    #expect(sentence.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
  }

  @Test func everyMessageIsOneLineThatNamesTheFile() {
    let errors: [PictureError] = [
      .notAPicture(path: "a\nb", reason: "c\nd"),
      .tooLarge(path: "a\nb", width: 60_000, height: 60_000), .unsupportedName(path: "a\nb"),
    ]
    for error in errors {
      #expect(error.description.contains("‘a\\nb’") && !error.description.contains("\n"))
    }
  }

  private func message(_ path: String) -> String {
    do {
      _ = try PictureFile.read(path)
      return ""
    } catch {
      return "\(error)"
    }
  }
}
