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
  @Test func whatIsNotARegularFileIsRefused() throws {
    try withFolder { folder in
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      #expect(refusal(folder + "/pipe").hasSuffix("pipe’: it is not a regular file"))
      #expect(refusal(folder).hasSuffix("’: it is a folder"))
      #expect(refusal("/dev/zero") == "cannot read ‘/dev/zero’: it is not a regular file")
      #expect(refusal(folder + "/none").hasSuffix("/none’: No such file or directory"))
    }
  }

  @Test func onlySixFormatsReachADecoder() throws {
    let start = "‘x’ is not a picture that can be read (PNG, JPEG, WebP, GIF, BMP and TIFF can): "
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    for text in [svg, "P3 1 1 255 0 0 0", "/* XPM */", "#define x_width 1", "\0\0\u{2}\0\0\0"] {
      #expect(try complaint(Array(text.utf8)) == start + "its first bytes are none of theirs")
    }
    #expect(try complaint([]) == start + "it is empty")
    #expect(try complaint([0xFF, 0xD8, 0xFF])?.hasPrefix(start) == true)
  }

  @Test func aMovingWebPIsRefused() throws {
    let bytes = Array("RIFF\u{20}\0\0\0WEBPVP8X\n\0\0\0\u{2}\0\0\0".utf8) + [3, 0, 0, 2, 0, 0]
    #expect(try complaint(bytes)?.contains("it is a moving picture") == true)
  }

  @Test func aStrangersNameCannotDriveTheTerminal() throws {
    let name = "a\u{1B}]0;title\u{7}\nb.png"
    let sentence = try #require(try complaint([1, 2, 3], as: name))
    #expect(sentence.hasPrefix("‘a\\e]0;title\\u{7}\\nb.png’ is not a picture"))
    #expect(sentence.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
  }

  @Test func everyErrorIsOneSentenceThatNamesTheFile() {
    let errors: [PictureError] = [
      .notAPicture(path: "a\nb", reason: "c\nd"),
      .tooLarge(path: "a\nb", width: 60_000, height: 60_000), .unsupportedName(path: "a\nb"),
    ]
    for error in errors {
      #expect(error.description.contains("‘a\\nb’") && !error.description.contains("\n"))
    }
  }

  private func refusal(_ path: String) -> String {
    do {
      _ = try PictureFile.read(path)
      return ""
    } catch {
      return "\(error)"
    }
  }
}
