// SPDX-License-Identifier: MIT

import ArgumentParser
import Normalization

/// Lists the networks that there are.
struct NetworksListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the networks that there are.")

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  /// A network as JSON.
  private struct Row: Encodable {
    let name, kind: String
    let parameters, sites: Int
    let source, licence, path: String

    init(_ file: NetworkFile) {
      (name, kind, path) = (file.name, file.kind, file.path)
      (parameters, sites) = (file.parameters, file.description.sites.count)
      (source, licence) = (file.source, file.licence)
    }

    var line: String {
      Columns.line(
        [(name, 20), (kind, 14), ("\(parameters)", -11), ("\(sites)", -6), ("", 1), (source, 24)],
        last: licence)
    }
  }

  func run() throws {
    let paths = NetworkShelf().paths
    let results = paths.map { path in Result { Row(try NetworkFile(path)) } }
    let rows = results.compactMap { try? $0.get() }
    for case .failure(let error) in results { StandardError.print("normscope: \(error)") }
    if json {
      try StandardOutput.print(JSONText.encode(["networks": rows]))
    } else {
      let heading = Columns.line(
        [("name", 20), ("kind", 14), ("parameters", -11), ("sites", -6), ("", 1), ("source", 24)],
        last: "licence")
      try StandardOutput.print(([heading] + rows.map(\.line)).joined(separator: "\n"))
    }
    try RunResult(values: rows, failed: paths.count - rows.count).check()
  }
}
