// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization

extension NetworkRun {
  /// A run for which there is memory. - Throws: one sentence, before any large memory is taken.
  static func checked(
    _ network: Network, _ shape: Shape, encoderOnly: Bool = false, keeps: Bool = false,
    threads: Int = defaultThreads
  ) throws -> NetworkRun {
    let run = try NetworkRun(
      network, shape, encoderOnly: encoderOnly, keepsActivations: keeps, threads: threads)
    // What is given, its picture and that one's encoding come on top; see `MemoryBudget.pixels`.
    let free = MemoryBudget.bytes(beginning: threads)
    let need = run.memoryRequirement.total + 40 * shape.n * shape.plane
    guard need <= free else {
      throw UsageError(
        "‘\(network.description.name.printable)’ needs \(gigabytes(need)) for "
          + "\(shape.w)×\(shape.h) pixels and \(gigabytes(free)) are free; --size makes it less")
    }
    return run
  }

  private static func gigabytes(_ bytes: Int) -> String {
    String(format: "%.1f GB", Double(bytes) / 1e9)
  }

  /// The input of a site, having run no further than it takes.
  /// - Precondition: it keeps its activations, has pictures and has not run yet.
  func input(upTo site: Int) throws(NetworkError) -> Tensor<Float> {
    _ = try output { !moments[site].isEmpty }
    return input(at: site)
  }
}
