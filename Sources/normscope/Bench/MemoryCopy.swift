// SPDX-License-Identifier: MIT

import Foundation
import Normalization

/// The yardstick: as many threads as the kernel, each copying its part of the tensor.
struct MemoryCopy {
  let threads: Int

  func run(_ source: [Float], into target: inout [Float]) {
    target.withUnsafeMutableBytes { output in
      source.withUnsafeBytes { input in
        let part = (input.count + threads - 1) / threads
        parallel(threads, threads: threads) { index in
          let start = min(input.count, index * part)
          let end = min(input.count, start + part)
          guard let from = input.baseAddress, let to = output.baseAddress else { return }
          memcpy(to + start, from + start, end - start)
        }
      }
    }
  }
}
