// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Networks
import Normalization
import Stylization

/// Describes one network.
struct NetworksInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Print a network's layers, sites, shapes, parameters and multiply-adds.")

  @Argument(help: ArgumentHelp("The network, or its file.", valueName: "NAME"))
  var network: String
  @Option(help: ArgumentHelp("The sides of the picture.", valueName: "PIXELS"))
  var size = 256
  @Flag(help: "Print JSON instead of a table.")
  var json = false

  /// A network as JSON.
  private struct Output: Encodable {
    let name, kind, notation, source, licence: String
    let size, parameters, multiplyAdds, styles: Int
    let layers: [LayerSummary]
  }

  func validate() throws { try OptionCheck.size(size) }

  func run() throws {
    let file = try NetworkLibrary().load(network)
    _ = try file.network()
    let output = try output(file)
    if json { return try StandardOutput.print(JSONText.encode(output)) }
    let head = [
      "\(output.name.printable)  \(output.kind)  \(output.notation.printable)",
      "source \(output.source.printable), licence \(output.licence.printable)",
      "\(output.parameters) parameters, \(output.multiplyAdds) multiply-adds at \(size)×\(size)"
        + (output.styles > 1
          ? ", styles 0 to \(output.styles - 1) of its own (--style-index, --style-weights)" : ""),
      Columns.line(
        [("layer", 22), ("kind", 26), ("C×H×W", 14), ("parameters", -10)], last: "multiply-adds"),
    ]
    try StandardOutput.print((head + output.layers.map(\.line)).joined(separator: "\n"))
  }

  private func output(_ file: NetworkFile) throws -> Output {
    let layers = try file.description.withSitesAtLevels.layerTable(inputSize: SpatialSize(size))
    return Output(
      name: file.name, kind: file.kind, notation: file.description.notation, source: file.source,
      licence: file.license, size: size, parameters: file.parameterCount,
      multiplyAdds: layers.reduce(0) { $0 + $1.multiplyAdds }, styles: file.styles, layers: layers)
  }
}

extension LayerSummary {
  /// The layer as a line of a table.
  fileprivate var line: String {
    let shape = shape.map(String.init).joined(separator: "×")
    let figures = [parameters, multiplyAdds].map { $0 == 0 ? "–" : "\($0)" }
    return Columns.line(
      [(name, 22), (kind, 26), (shape, 14), (figures[0], -10), (figures[1], -13)])
  }
}
