// SPDX-License-Identifier: MIT

import Glibc
import Testing

@testable import Explorer

extension JourneyTests {
  @Test(.needsTmux) func controlZGivesTheTerminalBackAndAllIsThereAgainAfterwards() throws {
    let session = try TmuxSession(Self.small, isStoppedOnce: true)
    session.wait(for: "the result") { $0.contains("clipped") }
    #expect(session.flag("mouse_button_flag"), "drags are not reported")
    session.press(.control("z"))
    session.waitForStop()
    #expect(!session.flag("mouse_any_flag"), "the shell gets the mouse")
    #expect(!session.text.contains("clipped"), "the explorer's screen is still there")
    session.press(.enter)
    session.wait(for: "the result again") { $0.contains("clipped") }
    Deadline.wait(
      for: "drags to be reported again", look: { session.flag("mouse_button_flag") },
      text: { "\($0)" }, at: #_sourceLocation
    ) { $0 }
    session.press(.character("2"))
    session.wait(for: "Channels") { $0.contains("histogram") }
    session.quit()
  }

  /// With Swift's backtraces on, a signal that was sent ends the program and does not wait for anyone.
  @Test(arguments: [SIGTRAP, SIGQUIT, SIGSEGV, SIGABRT], [false, true])
  func aSentSignalEndsItAtOnceWhereBacktracesAreOn(_ number: Int32, isTyped: Bool) throws {
    // Control-\ alone can be typed.
    if isTyped && number != SIGQUIT { return }
    let session = try PtySession(
      Self.small, environment: ["SWIFT_BACKTRACE": "enable=yes,interactive=yes"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    isTyped ? session.send("\u{1C}") : session.signal(number)
    session.waitForEnd()
    #expect((session.status ?? 0) & 0x7F == number, "its status is \(session.status ?? -1)")
    #expect(!session.text.contains("Press space"), "\(session.text.suffix(300))")
    expectGivenBack(session)
  }
}
