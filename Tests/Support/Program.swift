// SPDX-License-Identifier: MIT

import Foundation

/// The program under test, built together with the tests.
public enum Program {
  /// The path, found relative to the test bundle. The running executable is the bundle itself or a
  /// helper of the toolchain with the bundle's path as an argument.
  public static let path: String = {
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

  /// The folder of the program, which contains the bundled assets.
  public static var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

  /// The name of the folder of the bundled assets.
  public static let assets = "normscope_Assets.resources"

  /// Returns the path of a bundled picture.
  public static func picture(_ name: String) -> String { "\(folder)/\(assets)/Pictures/\(name)" }

  /// Returns the path of a bundled network.
  public static func network(_ name: String) -> String {
    "\(folder)/\(assets)/Networks/\(name).safetensors"
  }

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let files = FileManager.default
    return files.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      && files.isExecutableFile(atPath: path)
  }
}
