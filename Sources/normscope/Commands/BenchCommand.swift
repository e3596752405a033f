// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Foundation
import Normalization
import Stylization

/// Command `bench`: measures execution times.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Benchmark the kernels, the explorer, a network, or training.",
    discussion: """
      By default, compares the kernels with memcpy. memcpy uses as many threads as the kernel and \
      copies to memory that has been written before. Both are measured alternately; times are \
      medians of 31 rounds.

      --explorer measures the time from a key to the last byte of the picture: 300 keys change γ on \
      a terminal of 120×40 cells, with pictures of 512×512 pixels as symbols. With --network, they \
      change α in the network, with pictures of --size.

      --network measures the median of nine runs on pictures of each --size, and the minimum of five \
      runs of each step.

      --training measures training steps of a small AdaIN network with random weights: four pictures \
      of --size (default: 128), losses computed with VGG-19 up to relu4_1.
      """)

  @Flag(help: "Benchmark the explorer: time from a key to the last byte of the picture.")
  var explorer = false

  @Flag(help: "Benchmark training steps.")
  var training = false

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Number of threads.", valueName: "T"))
  var threads = defaultThreads

  @Option(help: ArgumentHelp("Name of a network to benchmark, or its file.", valueName: "NAME"))
  var network: String?

  @Option(help: ArgumentHelp("Width and height of pictures (default: 256).", valueName: "N[,N…]"))
  var size: NumberList?

  /// Values of `--size`; 0, which is out of range, for fractions.
  private var sides: [Int] { size?.values.map { Int(exactly: $0) ?? 0 } ?? [256] }

  func validate() throws {
    try OptionCheck.threads(threads)
    guard network != nil || training || size == nil else {
      throw ValidationError("--size needs --network or --training")
    }
    guard !training || network == nil && !explorer else {
      throw ValidationError("--training cannot be combined with --explorer or --network")
    }
    guard !training || sides.count == 1 else {
      throw ValidationError("--training accepts only one --size")
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
      explorer: \(row.steps) steps of \(row.control)\(row.network.map { " in " + $0.printable } ?? ""), \(row.picture[0])×\(row.picture[1]) pixels, \
      \(row.cells[0])×\(row.cells[1]) cells, symbols
      key to last byte     median \(Self.text(row.medianMs)), p95 \(Self.text(row.p95Ms)) ms
      without the encoding p95 \(Self.text(row.p95BeyondEncodingMs)) ms
      encoding             median \(Self.text(row.medianEncodingMs)) ms
      bytes per step       mean \(row.bytesPerStep)
      """)
  }

  private static func text(_ value: Double) -> String { String(format: "%.2f", value) }

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
    let values = String(
      format: "%7d %7.2f %8.2f %7.2f", row.threads, row.ms, row.memcpyMs, row.ratioToMemcpy)
    let name = row.name.padding(toLength: 14, withPad: " ", startingAt: 0)
    return name + shape.description.padding(toLength: 19, withPad: " ", startingAt: 0) + values
  }
}
