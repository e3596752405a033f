// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import Normalization
import Stylization

/// Times the kernels against memcpy in one run.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time the kernels against memcpy, the explorer, a network, or training.",
    discussion: """
      memcpy means: as many threads as the kernel, each copying its part into memory that was \
      touched before. The two are measured in turn; each figure is a median of 15 or more.

      --explorer turns γ by 300 keys on a terminal of 120×40 cells that is read at once, with \
      pictures of 512×512 as symbols. With --network it turns α within the network, with pictures \
      of --size.

      --network runs the network whole on pictures of each --size, the median of nine runs; stages \
      are its steps, the fastest of five runs each.

      --training takes steps of a small AdaIN network, encoder and decoder, evaluated by VGG-19 to \
      relu4_1, over four pictures of --size, 128 by default; all weights are random.
      """)

  @Flag(help: "Time the explorer instead: from a key to the last byte of the picture.")
  var explorer = false

  @Flag(help: "Time steps of training instead.")
  var training = false

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads for kernels and memcpy.", valueName: "T"))
  var threads = defaultThreads

  @Option(help: ArgumentHelp("Time a network instead.", valueName: "NAME"))
  var network: String?

  @Option(help: ArgumentHelp("The sides of its pictures; 256 by default.", valueName: "N[,N…]"))
  var size: NumberList?

  /// The sides as numbers of pixels.
  private var sides: [Int] { size?.values.map { Int(exactly: $0) ?? 0 } ?? [256] }

  func validate() throws {
    try OptionCheck.threads(threads)
    guard network != nil || training || size == nil else {
      throw ValidationError("--size goes with --network and --training")
    }
    guard !training || sides.count == 1 else {
      throw ValidationError("--training takes one --size")
    }
    try sides.forEach(OptionCheck.size)
  }

  func run() throws {
    if explorer { return try benchExplorer() }
    if let network { return try benchNetwork(network) }
    if training { return try benchTraining() }
    try benchKernels()
  }

  private func benchNetwork(_ name: String) throws {
    let file = try NetworkLibrary().load(name)
    let report = try NetworkBenchReport(file, sides: sides, threads: threads)
    try StandardOutput.print(json ? JSONText.encode(report) : report.table)
  }

  private func benchTraining() throws {
    let report = try TrainingBenchReport(batch: 4, size: size == nil ? 128 : sides[0])
    try StandardOutput.print(json ? JSONText.encode(report) : report.table)
  }

  private func benchExplorer() throws {
    let side = network == nil ? 512 : sides[0]
    let row = try ExplorerBenchmark(network: network, side: side).run()
    if json { return try StandardOutput.print(try JSONText.encode(["explorer": row])) }
    try StandardOutput.print(
      """
      explorer: \(row.steps) steps of \(row.control)\(row.network.map { " in " + $0 } ?? ""), \(row.picture[0])×\(row.picture[1]) pixels, \
      \(row.cells[0])×\(row.cells[1]) cells, symbols
      key to last byte     median \(Self.figure(row.medianMs)), p95 \(Self.figure(row.p95Ms)) ms
      without the encoding p95 \(Self.figure(row.p95BeyondEncodingMs)) ms
      encoding             median \(Self.figure(row.medianEncodingMs)) ms
      bytes a step         mean \(row.bytesPerStep)
      """)
  }

  private static func figure(_ value: Double) -> String { String(format: "%.2f", value) }

  private func benchKernels() throws {
    if !json {
      try StandardOutput.print("kernel        shape              threads      ms   memcpy   ratio")
    }
    var rows: [KernelBenchmark.Row] = []
    for benchmark in KernelBenchmark.all(threads: threads) {
      let row = benchmark.run()
      rows.append(row)
      if !json { try StandardOutput.print(Self.line(row, benchmark.shape)) }
    }
    if json { try StandardOutput.print(try JSONText.encode(["kernels": rows])) }
  }

  private static func line(_ row: KernelBenchmark.Row, _ shape: Shape) -> String {
    let figures = String(
      format: "%7d %7.2f %8.2f %7.2f", row.threads, row.ms, row.memcpyMs, row.ratioToMemcpy)
    let name = row.name.padding(toLength: 14, withPad: " ", startingAt: 0)
    return name + shape.description.padding(toLength: 19, withPad: " ", startingAt: 0) + figures
  }
}
