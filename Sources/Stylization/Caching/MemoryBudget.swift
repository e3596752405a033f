// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization

/// Available memory, so that work that cannot finish is refused before it starts.
public enum MemoryBudget {
  /// Bytes that can be allocated: free memory of the system, within the process's limits.
  public static var bytes: Int { bytes(starting: 0) }

  /// Bytes that remain once so many threads have started. Each reserves a stack and a malloc arena,
  /// which take address space, and that is limited by `ulimit -v`.
  public static func bytes(starting threads: Int) -> Int {
    max(0, min(free, limit - threads * threadAddresses))
  }

  /// 8 MiB of stack, and 64 MiB that glibc reserves for each arena.
  private static let threadAddresses = 72 << 20

  /// Pixels of the largest picture that can be processed at full size: its decoded pixels, its
  /// values before and after, the result and its encoding take 40 bytes per pixel.
  public static var pixels: Int { bytes / 40 }

  private static var free: Int { value(of: "MemAvailable", in: "/proc/meminfo") ?? .max }

  private static var limit: Int {
    var limits = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits) == 0,
      limits.rlim_cur < Int.max
    else { return .max }
    return Int(limits.rlim_cur) - (value(of: "VmSize", in: "/proc/self/status") ?? 0)
  }

  /// Value in bytes of a line "Name:  12345 kB" in a file of /proc.
  private static func value(of name: String, in path: String) -> Int? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name + ":") })
    else { return nil }
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }
}

extension NetworkRun {
  /// A run that fits in memory.
  /// - Throws: `RenderError.memory`, before any large memory is allocated.
  public static func withinMemory(
    _ network: Network, _ shape: Shape, encoderOnly: Bool = false, keepsActivations: Bool = false,
    threads: Int = defaultThreads
  ) throws -> NetworkRun {
    let run = try NetworkRun(
      network, shape, encoderOnly: encoderOnly, keepsActivations: keepsActivations, threads: threads
    )
    // The input, the picture and its encoding come on top; see `MemoryBudget.pixels`.
    let free = MemoryBudget.bytes(starting: threads)
    let needed = run.memoryRequirement.total + 40 * shape.n * shape.planeSize
    guard needed <= free else {
      throw RenderError.memory(
        network: network.description.name, needed: needed, width: shape.w, height: shape.h,
        free: free)
    }
    return run
  }
}
