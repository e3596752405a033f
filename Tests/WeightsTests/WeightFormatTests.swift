// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Recognition of formats by their first bytes.
@Suite struct WeightFormatTests {
  /// A header length may look like the start of a pickle (0x80) or of an archive (0x4B50).
  @Test(arguments: [8, 0x80, 0x1280, 0x4B50, 0x04_034B_50])
  func safetensorsIsRecognizedForEveryHeaderLength(_ length: Int) throws {
    let size = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    let bytes = size + Array(#"{"a":{"dtype":"F32"}}"#.utf8)
    guard case .safeTensors = try WeightFormat.recognize(bytes[...]) else {
      Issue.record("recognized as another format")
      return
    }
  }
}
