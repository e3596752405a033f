// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import normscope

@Suite struct PseudoTerminalTests {
  @Test func aReleasedPseudoTerminalClosesItsDescriptorsAndEndsItsThread() throws {
    var terminal: PseudoTerminal? = try PseudoTerminal(rows: 24, columns: 80)
    weak let released = terminal
    let descriptors = try #require(terminal?.descriptors)
    let targets = descriptors.map(Self.target)
    #expect(targets.allSatisfy { $0 != nil })
    terminal = nil
    #expect(released == nil, "the reader thread retains the pseudo-terminal")
    // The thread closes the controlling end when it ends.
    Deadline.wait(
      for: "both descriptors to be closed", look: { descriptors.map(Self.target) },
      text: { "\($0)" }, at: #_sourceLocation
    ) { now in zip(now, targets).allSatisfy { $0 != $1 } }
  }

  /// Returns the device of an open descriptor; nil if it is closed.
  private static func target(_ descriptor: Int32) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")
  }

  @Test func outputIsCountedAndInputIsRead() throws {
    let terminal = try PseudoTerminal(rows: 24, columns: 80)
    let text = "twelve bytes"
    #expect(write(terminal.descriptors[1], text, text.utf8.count) == text.utf8.count)
    Deadline.wait(
      for: "the count", look: { terminal.count }, text: { "\($0)" }, at: #_sourceLocation
    ) { $0 == text.utf8.count }
  }
}
