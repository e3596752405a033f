// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization

/// What a person has taught networks: beside the networks, and not in their files.
extension NetworkLibrary {
  /// A network by its name with the styles that it was taught, or a file as it is by its path.
  func file(of network: String) throws -> NetworkFile {
    let path = try path(of: network)
    return Self.isPath(network) ? try NetworkFile(path) : try file(at: path)
  }

  /// A network of the shelf with the styles that it was taught.
  func file(at path: String) throws -> NetworkFile {
    let file = try NetworkFile(path)
    guard let rows = rowsPath(of: file.name), FileKind(rows) != .nothing else { return file }
    do { return try LearnedRows(rows).added(to: file) } catch {
      throw UsageError(
        "\(error); where ‘\(rows.printable)’ is moved away, the network is as it came")
    }
  }

  /// Keeps the rows that a taught network has beyond those of its file.
  /// - Parameter names: those of all rows.
  func keepRows(of parameters: Parameters, named names: [String], for network: String) throws {
    guard let rows, let path = rowsPath(of: network) else {
      throw UsageError("there is no home for it: set HOME or XDG_DATA_HOME")
    }
    try UserDirectories.make(rows)
    try LearnedRows(of: parameters, named: names, beyond: NetworkFile(self.path(of: network)))
      .write(to: path)
  }

  private func rowsPath(of network: String) -> String? {
    rows.map { $0 + "/" + network + Self.ending }
  }
}
