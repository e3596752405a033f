// SPDX-License-Identifier: MIT

import Foundation

/// The program under test: the one that was built together with the tests.
enum Program {
  /// Its path, found from what runs the tests: the test bundle itself, or a helper of the toolchain
  /// that was given the bundle's path.
  static let path: String = {
    let runner = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let starts = [runner] + CommandLine.arguments.map { URL(fileURLWithPath: $0) }
    for start in starts {
      var folder = start
      for _ in 0..<4 {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent("normscope").path
        if isProgram(candidate) { return candidate }
      }
    }
    return "normscope"
  }()

  /// The folder that it is in, with the pictures that come along.
  static var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

  /// The name of the folder with the pictures that come along.
  static let assets = "normscope_Assets.resources"

  /// A picture that comes along.
  static func picture(_ name: String) -> String { "\(folder)/\(assets)/Pictures/\(name)" }

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let files = FileManager.default
    return files.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      && files.isExecutableFile(atPath: path)
  }
}
