// SPDX-License-Identifier: MIT

import ArgumentParser
import Normalization
import Stylization

/// Lists the networks that there are.
struct NetworksListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the networks that there are.")

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  /// A network as JSON.
  private struct Row: Encodable {
    let name, kind: String
    let parameters, sites, styles: Int
    let source, licence, path: String
    private let takesStyle: Bool

    init(_ file: NetworkFile) {
      (name, kind, path) = (file.name, file.kind, file.path)
      (parameters, sites) = (file.parameterCount, file.description.withSitesAtLevels.sites.count)
      styles = file.styles
      takesStyle = file.description.takesStyle
      (source, licence) = (file.source, file.license)
    }

    private enum CodingKeys: CodingKey {
      case name, kind, parameters, sites, styles, source, licence, path
    }

    /// Styles as --style-index counts them.
    private var choice: String {
      if takesStyle { return "any" }
      return styles > 1 ? "0–\(styles - 1)" : "–"
    }

    var line: String {
      Columns.line(
        [
          (name, 20), (kind, 14), ("\(parameters)", -11), ("\(sites)", -6),
          (choice, -7), ("", 1), (source, 24),
        ], last: licence)
    }
  }

  func run() throws {
    let library = NetworkLibrary()
    let paths = library.paths
    let results = paths.map { path in Result { Row(try library.loadWithRows(path)) } }
    let rows = results.compactMap { try? $0.get() }
    for case .failure(let error) in results { StandardError.print("normscope: \(error)") }
    if json {
      try StandardOutput.print(JSONText.encode(["networks": rows]))
    } else {
      let heading = Columns.line(
        [
          ("name", 20), ("kind", 14), ("parameters", -11), ("sites", -6), ("styles", -7), ("", 1),
          ("source", 24),
        ], last: "licence")
      try StandardOutput.print(([heading] + rows.map(\.line)).joined(separator: "\n"))
    }
    try RunResult(values: rows, failed: paths.count - rows.count).check()
  }
}
