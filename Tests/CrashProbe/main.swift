// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Terminal

/// Opens the explorer's screen and overflows the stack of the main thread, of one other thread, or
/// of four threads at the same time.
///
/// The journey tests run it in a pseudo-terminal and check that the terminal is restored.

/// Recurses without end; the result depends on every level, so that no call is a tail call.
@inline(never) @Sendable func overflow(_ depth: Int) -> Int {
  depth == .max ? 0 : overflow(depth + 1) ^ depth
}

let screen = try Screen(TerminalProbe.known(environment: ProcessInfo.processInfo.environment))
screen.draw(Canvas(rows: screen.size.rows, columns: screen.size.columns))
let count = ["main": 0, "worker": 1, "workers": 4][CommandLine.arguments.dropFirst().first ?? ""]
if count == 0 { print(overflow(0)) }
for _ in 0..<(count ?? 0) { CrashHandler.startThread { print(overflow(0)) } }
sleep(20)
screen.close()
