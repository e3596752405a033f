// SPDX-License-Identifier: MIT

import Foundation
import Pictures
import TestSupport
import Testing

/// The explorer in xterm on a private X server, read as screenshots.
final class XtermSession {
  private let server: Child
  private let terminal: Child
  private let display: [String: String]
  private let shots: ScratchFolder
  /// Width of the window in cells.
  let columns = 100
  /// Height of the window in cells.
  let rows = 30

  /// Starts an X server and the explorer in xterm.
  init(_ arguments: [String]) throws {
    shots = try ScratchFolder()
    (server, display) = try Self.startServer()
    let program = ([Program.path] + arguments).map(Tool.quoted).joined(separator: " ")
    let resources = [
      "decGraphicsID: vt340", "numColorRegisters: 256", "maxGraphicSize: 2000x2000",
      "internalBorder: 0", "allowWindowOps: true",
    ].flatMap { ["-xrm", "XTerm*\($0)"] }
    // `cat` keeps the window open after the explorer has ended. The explorer starts one second
    // later, so that xterm is ready to reply to its queries.
    terminal = try #require(
      Tool.start(
        ["xterm", "-tn", "xterm-256color", "-u8"] + resources + [
          "-fg", "white", "-bg", "black", "+sb", "-fa", "DejaVu Sans Mono", "-fs", "10",
          "-geometry", "\(columns)x\(rows)+0+0", "-e", "sh", "-c", "sleep 1; \(program); exec cat",
        ],
        environment: display.merging(["LC_ALL": "C.UTF-8", "NO_COLOR": ""]) { $1 }
          .merging(shots.asHome) { $1 }))
  }

  deinit {
    for child in [terminal, server] {
      kill(child.identifier, SIGTERM)
      child.wait()
    }
  }

  /// Starts a server on a free display number, which it prints when it is ready.
  private static func startServer() throws -> (Child, [String: String]) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let number = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    // Ends after 180 s even if the tests were killed.
    let server = Tool.start(
      [
        "timeout", "180", "Xvfb", "-displayfd", "1", "-screen", "0", "820x540x24", "-noreset",
        "-nolisten", "tcp", "-dpi", "96",
      ], output: ends[1])
    close(ends[1])
    // The server writes the number and the newline separately and fails if the pipe is closed
    // early.
    var text = ""
    while !text.hasSuffix("\n") {
      let bytes = number.availableData
      if bytes.isEmpty { break }
      text += String(decoding: bytes, as: UTF8.self)
    }
    let display = text.trimmingCharacters(in: .whitespacesAndNewlines)
    try #require(!display.isEmpty, "Xvfb did not start")
    return (try #require(server), ["DISPLAY": ":\(display)"])
  }

  /// Presses a key by its X name.
  func press(_ key: String) {
    let window = run(["xdotool", "search", "--onlyvisible", "--class", "xterm"])
    run(["xdotool", "windowfocus", "--sync", window, "key", key])
  }

  /// Width and height of the window in pixels.
  var size: (width: Int, height: Int) {
    let window = run(["xdotool", "search", "--onlyvisible", "--class", "xterm"])
    let numbers = run(["xdotool", "getwindowgeometry", "--shell", window])
      .split(separator: "\n")
    func number(_ name: String) -> Int {
      numbers.first { $0.hasPrefix(name) }.flatMap { Int($0.dropFirst(name.count)) } ?? 0
    }
    return (number("WIDTH="), number("HEIGHT="))
  }

  /// Screenshot; nil if it fails.
  var shot: Picture? {
    let path = shots("shot.png")
    run(["import", "-window", "root", "-depth", "8", path])
    return try? PictureFile.read(path).picture
  }

  /// Waits until a screenshot satisfies a condition.
  @discardableResult
  func wait(
    for name: String, at location: SourceLocation = #_sourceLocation,
    until condition: (Picture) -> Bool
  ) -> Picture? {
    Deadline.wait(
      for: name, look: { shot }, text: { _ in "another screenshot" }, at: location
    ) { $0.map(condition) ?? false }
  }

  @discardableResult
  private func run(_ arguments: [String]) -> String {
    Tool.run(arguments, environment: display).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
