// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Weights

/// Styles that a network has learned: rows of γ and β, stored apart from the network's file.
///
/// A float32 safetensors file: the learned rows, K × C, under each table's name; in the metadata
/// the styles' names, and the hash of all weights that were frozen while they were learned.
struct LearnedStyles {
  /// Names of the styles, one per row.
  let names: [String]
  private let tables: [String: Parameter]
  private let frozen: String

  private static let (namesKey, frozenKey) = ("styles", "frozen")

  /// Rows that a network has learned beyond those of its file.
  /// - Precondition: the names are those of all rows.
  init(of parameters: Parameters, named names: [String], beyond plain: NetworkFile) {
    let count = plain.styles
    precondition(names.count > count, "\(names.count) names for more than \(count) rows")
    self.names = Array(names[count...])
    frozen = plain.frozenHash
    tables = plain.description.affineNames.reduce(into: [:]) { tables, name in
      guard let table = parameters[name], let channels = table.shape.last else { return }
      tables[name] = Parameter(
        [names.count - count, channels], Array(table.values[(count * channels)...]))
    }
  }

  /// Reads rows from a file. - Throws: `WeightFileError`, or `NetworkLibraryError.unusable`.
  init(_ path: String) throws {
    let file = try WeightFile.read(path)
    guard let names = file.metadata[Self.namesKey]?.split(separator: "\n").map(String.init),
      let frozen = file.metadata[Self.frozenKey]
    else { throw NetworkLibraryError.unusable(path: path, reason: "it holds no learned styles") }
    (self.names, self.frozen) = (names, frozen)
    tables = file.names.reduce(into: [:]) { tables, name in
      tables[name] = file[name].map { Parameter($0.shape, $0.floats) }
    }
    for (name, table) in tables where !table.values.allSatisfy(\.isFinite) {
      throw NetworkLibraryError.unusable(path: path, reason: "‘\(name.printable)’ is not finite")
    }
  }

  /// Writes the rows atomically.
  func write(to path: String) throws {
    var file = NamedTensors(
      metadata: [Self.namesKey: names.joined(separator: "\n"), Self.frozenKey: frozen])
    for (name, table) in tables.sorted(by: { $0.key < $1.key }) {
      file[name] = WeightTensor(table.shape, floats: table.values)
    }
    try WeightFile.write(file, to: path)
  }

  /// Returns the network with these rows after its own, or unchanged where they were learned with
  /// other weights.
  func added(to plain: NetworkFile) throws -> NetworkFile {
    guard frozen == plain.frozenHash else { return plain }
    var tensors = plain.tensors
    for name in plain.description.affineNames {
      guard let own = tensors[name], let channels = own.shape.last,
        let table = tables[name], table.shape == [names.count, channels]
      else { throw NetworkLibraryError.incompleteRows(network: plain.name, table: name) }
      let rows = own.count / channels + names.count
      tensors[name] = WeightTensor([rows, channels], floats: own.floats + table.values)
    }
    tensors.metadata[Self.namesKey] = (plain.styleNames + names).joined(separator: "\n")
    return try NetworkFile(plain.path, tensors)
  }
}

extension NetworkFile {
  /// SHA-256 of all weights that are frozen while a style is learned: with other weights the rows
  /// have another meaning.
  fileprivate var frozenHash: String {
    let learned = description.affineNames
    let bytes = tensors.names.sorted().filter { !learned.contains($0) }
      .reduce(into: [UInt8]()) { $0 += tensors[$1]?.bytes ?? [] }
    return sha256(of: bytes[...])
  }
}
