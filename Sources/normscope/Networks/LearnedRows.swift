// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Weights

/// The styles that a person has taught a network: rows of γ and β, kept apart from the network's file.
///
/// A safetensors file in 32 bits: under each table's name the learned rows, K × C; in the metadata the
/// styles' names, and the hash of all that stayed while they were learned.
struct LearnedRows {
  /// One a row.
  let names: [String]
  private let tables: [String: Parameter]
  private let frozen: String

  private static let (namesKey, frozenKey) = ("styles", "frozen")

  /// The rows that a taught network has beyond those of its file.
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

  /// Rows out of a file. - Throws: `WeightFileError`; `UsageError` where they are not a network's.
  init(_ path: String) throws {
    let file = try WeightFile.read(path)
    guard let names = file.metadata[Self.namesKey]?.split(separator: "\n").map(String.init),
      let frozen = file.metadata[Self.frozenKey]
    else { throw UsageError("‘\(path.printable)’ holds no learned styles") }
    (self.names, self.frozen) = (names, frozen)
    tables = file.names.reduce(into: [:]) { tables, name in
      tables[name] = file[name].map { Parameter($0.shape, $0.floats) }
    }
  }

  /// Writes them; the file is there whole or not at all.
  func write(to path: String) throws {
    var file = NamedTensors(
      metadata: [Self.namesKey: names.joined(separator: "\n"), Self.frozenKey: frozen])
    for (name, table) in tables.sorted(by: { $0.key < $1.key }) {
      file[name] = WeightTensor(table.shape, floats: table.values)
    }
    try WeightFile.write(file, to: path)
  }

  /// The network with these rows after its own; as it was where they were learned with other weights.
  func added(to plain: NetworkFile) throws -> NetworkFile {
    guard frozen == plain.frozenHash else { return plain }
    var tensors = plain.tensors
    for name in plain.description.affineNames {
      guard let own = tensors[name], let channels = own.shape.last,
        let table = tables[name], table.shape == [names.count, channels]
      else { throw UsageError("the learned styles of ‘\(plain.name.printable)’ lack ‘\(name)’") }
      let rows = own.count / channels + names.count
      tensors[name] = WeightTensor([rows, channels], floats: own.floats + table.values)
    }
    tensors.metadata[Self.namesKey] = (plain.styleNames + names).joined(separator: "\n")
    return try NetworkFile(plain.path, tensors)
  }
}

extension NetworkFile {
  /// The names of its own styles; numbers where the file names none.
  var styleNames: [String] {
    let known = (tensors.metadata["styles"] ?? "").split(separator: "\n").map(String.init)
    return known.count == styles ? known : (0..<styles).map(String.init)
  }

  /// The SHA-256 of all that stays while a style is learned: other weights give rows another meaning.
  fileprivate var frozenHash: String {
    let learned = description.affineNames
    let bytes = tensors.names.sorted().filter { !learned.contains($0) }
      .reduce(into: [UInt8]()) { $0 += tensors[$1]?.bytes ?? [] }
    return sha256(of: bytes[...])
  }
}
