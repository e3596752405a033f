// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Foundation
import Networks
import Normalization
import Stylization

/// Command group `networks`.
struct NetworksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "networks",
    abstract: "List, describe, add, scale and remove networks.",
    discussion: """
      Networks are safetensors files: bundled ones, and user-installed ones in \
      ~/.local/share/normscope/networks (see XDG_DATA_HOME).

      Examples:
        normscope networks
        normscope networks info compact --size 512
        normscope networks install vgg19
        normscope networks import candy.pth --as transfer
        normscope networks remove candy
      """,
    subcommands: [
      NetworksListCommand.self, NetworksInfoCommand.self, NetworksInstallCommand.self,
      NetworksImportCommand.self, NetworksScaleCommand.self,
      NetworksRemoveCommand.self,
    ],
    defaultSubcommand: NetworksListCommand.self)
}

/// Command `networks list`: lists all networks.
struct NetworksListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the available networks.")

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  /// A network as JSON.
  private struct Row: Encodable {
    let name, kind: String
    let parameters, sites, styles: Int
    let source, licence, path: String
    /// Bytes of a path that is not valid UTF-8.
    private let pathBytes: Data?
    private let takesStyle: Bool

    init(_ file: NetworkFile) {
      (name, kind, path) = (file.name, file.kind, file.path)
      pathBytes = path.jsonPathBytes
      (parameters, sites) = (file.parameterCount, file.description.withSitesAtLevels.sites.count)
      styles = file.styles
      takesStyle = file.description.takesStyle
      (source, licence) = (file.source, file.license)
    }

    private enum CodingKeys: CodingKey {
      case name, kind, parameters, sites, styles, source, licence, path, pathBytes
    }

    /// Accepted styles: any, or the range of `--style-index`.
    private var styleRange: String {
      if takesStyle { return "any" }
      return styles > 1 ? "0–\(styles - 1)" : "–"
    }

    var line: String {
      Columns.line(
        [
          (name, 20), (kind, 14), ("\(parameters)", -11), ("\(sites)", -6),
          (styleRange, -7), ("", 1), (source, 24),
        ], last: licence)
    }
  }

  func run() throws {
    let library = NetworkLibrary()
    let paths = library.paths
    let results = paths.map { path in Result { Row(try library.loadWithLearnedStyles(path)) } }
    let rows = results.compactMap { try? $0.get() }
    for case .failure(let error) in results { StandardError.report("\(error)") }
    if json {
      try StandardOutput.print(JSONText.encode(["networks": rows]))
    } else {
      let header = Columns.line(
        [
          ("name", 20), ("kind", 14), ("parameters", -11), ("sites", -6), ("styles", -7), ("", 1),
          ("source", 24),
        ], last: "license")
      let lines = ([header] + rows.map(\.line)).map(Columns.fitted)
      try StandardOutput.print(lines.joined(separator: "\n"))
    }
    try FileResults(values: rows, failed: paths.count - rows.count).check()
  }
}

/// Command `networks info`: describes one network.
struct NetworksInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Print a network's layers, sites, shapes, parameters and multiply-adds.")

  @Argument(help: ArgumentHelp("Name of a network, or its file.", valueName: "NAME"))
  var network: String
  @Option(help: ArgumentHelp("Width and height of the input picture.", valueName: "PIXELS"))
  var size = 256
  @Flag(help: "Print JSON instead of a table.")
  var json = false

  /// A network as JSON.
  private struct Output: Encodable {
    let name, kind, notation, source, licence: String
    /// Bytes of a path that is not valid UTF-8.
    let pathBytes: Data?
    let size, parameters, multiplyAdds, styles: Int
    let layers: [LayerSummary]
  }

  func validate() throws { try OptionCheck.size(size) }

  func run() throws {
    let file = try NetworkLibrary().load(network)
    _ = try file.network()
    let output = try output(file)
    if json { return try StandardOutput.print(JSONText.encode(output)) }
    let header = [
      "\(output.name.printable)  \(output.kind)  \(output.notation.printable)",
      "source \(output.source.printable), license \(output.licence.printable)",
      "\(output.parameters) parameters, \(output.multiplyAdds) multiply-adds at \(size)×\(size)"
        + (output.styles > 1
          ? ", styles 0 to \(output.styles - 1) (--style-index, --style-weights)" : ""),
      Columns.line(
        [("layer", 22), ("kind", 26), ("C×H×W", 14), ("parameters", -10)], last: "multiply-adds"),
    ]
    try StandardOutput.print((header + output.layers.map(\.line)).joined(separator: "\n"))
  }

  private func output(_ file: NetworkFile) throws -> Output {
    let layers = try file.description.withSitesAtLevels.layerTable(inputSize: SpatialSize(size))
    return Output(
      name: file.name, kind: file.kind, notation: file.description.notation, source: file.source,
      licence: file.license, pathBytes: file.path.jsonPathBytes, size: size,
      parameters: file.parameterCount,
      multiplyAdds: layers.reduce(0) { $0 + $1.multiplyAdds }, styles: file.styles, layers: layers)
  }
}

extension LayerSummary {
  /// Line of the text table.
  fileprivate var line: String {
    let shape = shape.map(String.init).joined(separator: "×")
    let counts = [parameters, multiplyAdds].map { $0 == 0 ? "–" : "\($0)" }
    return Columns.line(
      [(name, 22), (kind, 26), (shape, 14), (counts[0], -10), (counts[1], -13)])
  }
}

/// Command `networks remove`: deletes a user-installed network.
struct NetworksRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Delete a user-installed network.")

  @Argument(help: ArgumentHelp("Name of a user-installed network.", valueName: "NAME"))
  var network: String

  func run() throws { try NetworkLibrary().remove(network) }
}
