// SPDX-License-Identifier: MIT

import Assets
import Explorer
import FileIO
import Foundation
import Normalization

/// Where networks are kept: those that come along, and the person's own.
struct NetworkLibrary {
  /// The folder of those that come along; nil where it is not found.
  let shipped: String?
  /// The folder of the person's own, which need not be there; nil where there is no home.
  let own: String?
  /// The folder of the rows that networks were taught; nil where there is no home.
  let rows: String?

  /// How a network's file ends.
  static let ending = ".safetensors"

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    shipped = AssetFolder.locate().map { $0 + "/Networks" }
    let data = UserDirectories(environment).data
    (own, rows) = (data.map { $0 + "/networks" }, data.map { $0 + "/rows" })
  }

  /// The network that the explorer opens on.
  static let usual = "compact"

  /// The files of all networks: the usual one, then those that come along, then the person's, each by
  /// name. One of the person's with the name of one that comes along is known by its path alone.
  var paths: [String] {
    let shipped = shipped.map(Self.files) ?? []
    let names = Set(shipped.map { Self.name(of: $0) })
    let own = (own.map(Self.files) ?? []).filter { !names.contains(Self.name(of: $0)) }
    let isUsual = { (path: String) in Self.name(of: path) == Self.usual }
    return shipped.filter(isUsual) + shipped.filter { !isUsual($0) } + own
  }

  /// The file of a network, by its name or its path.
  func path(of network: String) throws -> String {
    if Self.isPath(network) { return network }
    if let path = paths.first(where: { Self.name(of: $0) == network }) { return path }
    let names = paths.map { Self.name(of: $0).printable }.joined(separator: ", ")
    throw UsageError(
      "there is no network ‘\(network.printable)’; there are \(names.isEmpty ? "none" : names)")
  }

  /// Whether a network is meant by its file's path.
  static func isPath(_ network: String) -> Bool {
    network.contains("/") || network.hasSuffix(ending)
  }

  /// Where a network of a name goes. The person's folder is made if it is missing.
  func place(for name: String, replace: Bool) throws -> String {
    try Self.check(name)
    if name == "pixels" {
      throw UsageError("‘pixels’ is the picture's own channels; choose another name")
    }
    guard let own else { throw UsageError("there is no home for it: set HOME or XDG_DATA_HOME") }
    if let shipped, FileKind(shipped + "/" + name + Self.ending) != .nothing {
      throw UsageError("‘\(name)’ comes along; choose another name")
    }
    let path = own + "/" + name + Self.ending
    guard replace || FileKind(path) == .nothing else {
      throw UsageError("‘\(name)’ is there already; --replace takes its place")
    }
    try UserDirectories.make(own)
    return path
  }

  /// Deletes one of the person's own networks.
  func remove(_ network: String) throws {
    let paths = own.map(Self.files) ?? []
    guard let path = paths.first(where: { Self.name(of: $0) == network }) else {
      throw UsageError(refusal(to: network, own: paths.map { Self.name(of: $0) }))
    }
    guard unlink(path) == 0 else { throw FileError("remove", path) }
  }

  private func refusal(to network: String, own names: [String]) -> String {
    if shipped.map(Self.files)?.contains(where: { Self.name(of: $0) == network }) == true {
      return "‘\(network.printable)’ comes along and cannot be removed"
    }
    let list = names.map(\.printable).joined(separator: ", ")
    return "you have no network ‘\(network.printable)’; "
      + (list.isEmpty ? "there are none to remove" : "you have \(list)")
  }

  /// What people call the network of a file.
  static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(ending) ? String(file.dropLast(ending.count)) : file
  }

  private static func check(_ name: String) throws {
    let isPlain = name.utf8.allSatisfy { byte in
      let scalar = Unicode.Scalar(byte)
      return scalar.properties.isAlphabetic && byte < 128 || "0123456789-_.".utf8.contains(byte)
    }
    guard isPlain, (1...64).contains(name.utf8.count), !name.hasPrefix("."), !name.hasPrefix("-")
    else {
      throw UsageError(
        "‘\(name.printable)’ cannot be a network's name: up to 64 letters, digits, - _ and . can")
    }
  }

  private static func files(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted()
      .map { folder + "/" + $0 }
  }
}
