// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Formats are told by their first bytes.
@Suite struct WeightFormatTests {
  /// 0x80 begins a pickle, 0x4B50 an archive; the length of a header may be either.
  @Test(arguments: [8, 0x80, 0x1280, 0x4B50, 0x04_034B_50])
  func aSafetensorsHeaderMayHaveAnyLength(_ length: Int) throws {
    let size = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    let bytes = size + Array(#"{"a":{"dtype":"F32"}}"#.utf8)
    guard case .safeTensors = try WeightFormat.recognize(bytes[...]) else {
      Issue.record("taken for another format")
      return
    }
  }
}
