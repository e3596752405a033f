// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Testing

/// Environment variables that configure OpenMP.
@Suite struct EnvironmentTests {
  private static let names = ["GOMP_SPINCOUNT", "OMP_WAIT_POLICY"]

  @Test func linkingNetworksLeavesTheEnvironmentUnchanged() throws {
    // The environment that the process was started with.
    let text = try String(decoding: FileContents.read("/proc/self/environ"), as: UTF8.self)
    let initial = text.split(separator: "\0")
    for name in Self.names {
      let value = initial.first { $0.hasPrefix("\(name)=") }?.dropFirst(name.count + 1)
      #expect(ProcessInfo.processInfo.environment[name] == value.map(String.init), "\(name)")
    }
  }

  @Test func limitSpinningSetsTheSpinCount() async {
    await #expect(processExitsWith: .success) {
      unsetenv("OMP_WAIT_POLICY")
      unsetenv("GOMP_SPINCOUNT")
      NetworkThreads.limitSpinning()
      let found = getenv("GOMP_SPINCOUNT").map { String(cString: $0) }
      precondition(found == "1000", "GOMP_SPINCOUNT is \(found ?? "not set")")
    }
  }

  @Test func limitSpinningRespectsTheUsersSettings() async {
    await #expect(processExitsWith: .success) {
      unsetenv("OMP_WAIT_POLICY")
      setenv("GOMP_SPINCOUNT", "7", 1)
      NetworkThreads.limitSpinning()
      let found = getenv("GOMP_SPINCOUNT").map { String(cString: $0) }
      precondition(found == "7", "GOMP_SPINCOUNT is \(found ?? "not set")")
      unsetenv("GOMP_SPINCOUNT")
      setenv("OMP_WAIT_POLICY", "active", 1)
      NetworkThreads.limitSpinning()
      precondition(getenv("GOMP_SPINCOUNT") == nil, "GOMP_SPINCOUNT is set")
    }
  }
}
