// SPDX-License-Identifier: MIT

import Foundation
import Normalization

/// Benchmark of one kernel on one shape, compared with memcpy in the same run.
struct KernelBenchmark {
  /// Result of one benchmark.
  struct Row: Encodable {
    let name: String
    let shape: [Int]
    let threads: Int
    let ms: Double
    let memcpyMs: Double
    let ratioToMemcpy: Double
  }

  /// Shapes of published comparisons: feature maps of VGG-19 and a full-HD picture.
  static let shapes = [
    Shape(1, 64, 256, 256), Shape(1, 128, 256, 256), Shape(8, 64, 256, 256),
    Shape(1, 3, 1080, 1920),
  ]

  let name: String
  let shape: Shape
  let threads: Int
  /// Reads the first tensor; may write to the second.
  let body: (Tensor<Float>, inout Tensor<Float>) -> Void

  /// Returns the benchmarks of every mode, and of displayed statistics, on every shape.
  static func all(threads: Int) -> [KernelBenchmark] {
    shapes.flatMap { shape in
      normalizers(channels: shape.c).map { name, normalizer in
        KernelBenchmark(name: name, shape: shape, threads: threads) { x, y in
          normalizer.normalize(x, into: &y, threads: threads)
        }
      } + [
        KernelBenchmark(name: "statistics", shape: shape, threads: threads) { x, _ in
          _ = x.statistics(threads: threads)
        }
      ]
    }
  }

  private static func normalizers(channels: Int) -> [(String, any Normalizer)] {
    let affine = Affine(
      gamma: (0..<channels).map { 0.5 + Double($0 % 7) }, beta: (0..<channels).map(Double.init))
    return [
      ("instance", InstanceNorm(affine)), ("batch", BatchNorm(affine)),
      ("conditional", ConditionalInstanceNorm(table: [affine], row: 0)),
      ("adaptive", AdaptiveInstanceNorm(styles: [affine], alpha: 0.5)),
      ("layer", LayerNorm(affine)), ("group", GroupNorm(affine, groups: channels)),
    ]
  }

  /// Runs kernel and memcpy alternately and returns the medians.
  func run(rounds: Int = 31) -> Row {
    let x = Tensor<Float>(shape) { values in
      for index in values.indices { values[index] = Float((index &* 7919) & 1023) / 512 - 1 }
    }
    var y = Tensor<Float>(shape)
    var copy = x.elements
    let times = Stopwatch.medians(
      rounds: rounds,
      [
        { body(x, &y) },
        { MemoryCopy(threads: threads).run(x.elements, into: &copy) },
      ])
    return Row(
      name: name, shape: [shape.n, shape.c, shape.h, shape.w], threads: threads, ms: times[0],
      memcpyMs: times[1], ratioToMemcpy: times[0] / times[1])
  }
}

/// Reference for kernel times: memcpy of the tensor, split over the same number of threads.
struct MemoryCopy {
  let threads: Int

  func run(_ source: [Float], into target: inout [Float]) {
    target.withUnsafeMutableBytes { output in
      source.withUnsafeBytes { input in
        let share = (input.count + threads - 1) / threads
        parallelFor(threads, threads: threads) { index in
          let start = min(input.count, index * share)
          let end = min(input.count, start + share)
          guard let from = input.baseAddress, let to = output.baseAddress else { return }
          memcpy(to + start, from + start, end - start)
        }
      }
    }
  }
}
