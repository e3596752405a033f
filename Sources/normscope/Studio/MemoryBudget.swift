// SPDX-License-Identifier: MIT

import Foundation

/// How much memory there is, so that work that cannot end well is refused before it begins.
enum MemoryBudget {
  /// The bytes that can still be taken: what the system has free, and what limits leave.
  static var bytes: Int { bytes(beginning: 0) }

  /// The bytes that are left once so many threads have begun: each has a stack and an arena of malloc's,
  /// which take no memory yet, but addresses, and those are limited.
  static func bytes(beginning threads: Int) -> Int {
    max(0, min(free, limit - threads * threadAddresses))
  }

  /// 8 MiB of stack, and 64 MiB that glibc sets aside for each arena.
  private static let threadAddresses = 72 << 20

  /// The pixels of the largest picture to be worked on whole: decoded, its values before and after,
  /// the result and its encoding are 40 bytes a pixel.
  static var pixels: Int { bytes / 40 }

  private static var free: Int { figure("MemAvailable", in: "/proc/meminfo") ?? .max }

  private static var limit: Int {
    var limits = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits) == 0,
      limits.rlim_cur < Int.max
    else { return .max }
    return Int(limits.rlim_cur) - (figure("VmSize", in: "/proc/self/status") ?? 0)
  }

  /// A line "Name:  12345 kB" of a file of the kernel's, in bytes.
  private static func figure(_ name: String, in path: String) -> Int? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name + ":") })
    else { return nil }
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }
}
