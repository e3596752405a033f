// SPDX-License-Identifier: MIT

import Assets
import FileIO
import Networks

/// Directories of networks: the bundled ones, and those that the user installed.
public struct NetworkLibrary: Sendable {
  /// Directory of the bundled networks; nil where it is not found.
  public let bundled: String?
  /// Directory of user-installed networks, which need not exist; nil without a home directory.
  public let installed: String?
  /// Directory of learned style rows; nil without a home directory.
  let learnedStylesDirectory: String?

  /// File extension of network files.
  public static let fileExtension = ".safetensors"
  /// Name of the network that the explorer opens.
  public static let defaultNetwork = "compact"
  /// Name of pixel space, which no network file can have.
  public static let pixels = "pixels"

  /// The directories that an environment names.
  public init(_ environment: [String: String] = ProcessParameters.environment) {
    bundled = AssetFolder.locate().map { $0 + "/Networks" }
    let data = UserDirectories(environment).data
    (installed, learnedStylesDirectory) = (data.map { $0 + "/networks" }, data.map { $0 + "/rows" })
  }

  /// Files of all networks: the default network, the other bundled ones, then the user's, each
  /// group sorted by name. A user's network with the name of a bundled one can only be opened by
  /// its path.
  public var paths: [String] {
    let bundled = bundled.map(Self.files) ?? []
    let names = Set(bundled.map { Self.name(of: $0) })
    let installed = (installed.map(Self.files) ?? []).filter { !names.contains(Self.name(of: $0)) }
    let isDefault = { (path: String) in Self.name(of: path) == Self.defaultNetwork }
    return bundled.filter(isDefault) + bundled.filter { !isDefault($0) } + installed
  }

  /// Returns the file of a network, given its name or path.
  /// - Throws: `NetworkLibraryError.unknown`.
  public func path(of network: String) throws -> String {
    if Self.isPath(network) { return network }
    if let path = paths.first(where: { Self.name(of: $0) == network }) { return path }
    if FileKind(network) == .file {
      // Says what the file is if it is no network.
      _ = try NetworkFile(network)
      throw NetworkLibraryError.otherExtension(path: network)
    }
    throw NetworkLibraryError.unknown(name: network, available: paths.map { Self.name(of: $0) })
  }

  /// Whether a string is the path of a network file, rather than a name.
  public static func isPath(_ network: String) -> Bool {
    network.contains("/") || network.hasSuffix(fileExtension)
  }

  /// Returns the name of the network in a file.
  public static func name(of path: String) -> String {
    let file = path.lastPathComponent
    return file.hasSuffix(fileExtension) ? String(file.dropLast(fileExtension.count)) : file
  }

  static func files(in directory: String) -> [String] {
    let names = (try? Folder.names(in: directory)) ?? []
    return names.filter { $0.hasSuffix(fileExtension) && !$0.hasPrefix(".") }
      .map { directory + "/" + $0 }
  }
}

extension NetworkLibrary {
  /// Returns the path for a new network of a name, and creates the directory of user-installed
  /// networks.
  /// - Throws: `NetworkLibraryError` for a name that is invalid or taken.
  func newPath(for name: String, replace: Bool) throws -> String {
    try Self.check(name)
    if name == Self.pixels { throw NetworkLibraryError.reservedName(name) }
    guard let installed else { throw NetworkLibraryError.noDataDirectory }
    if let bundled, FileKind(bundled + "/" + name + Self.fileExtension) != .nothing {
      throw NetworkLibraryError.bundledName(name)
    }
    let path = installed + "/" + name + Self.fileExtension
    guard replace || FileKind(path) == .nothing else {
      throw NetworkLibraryError.exists(name: name)
    }
    try UserDirectories.make(installed)
    return path
  }

  /// Deletes a user-installed network.
  /// - Throws: `NetworkLibraryError`, or `FileError` with the system's reason.
  public func remove(_ network: String) throws {
    let paths = installed.map(Self.files) ?? []
    if let path = paths.first(where: { Self.name(of: $0) == network }) {
      return try FileContents.remove(path)
    }
    if bundled.map(Self.files)?.contains(where: { Self.name(of: $0) == network }) == true {
      throw NetworkLibraryError.notRemovable(name: network)
    }
    throw NetworkLibraryError.notInstalled(
      name: network, installed: paths.map { Self.name(of: $0) })
  }

  private static func check(_ name: String) throws {
    let isPlain = name.utf8.allSatisfy { byte in
      let scalar = Unicode.Scalar(byte)
      return scalar.properties.isAlphabetic && byte < 128 || "0123456789-_.".utf8.contains(byte)
    }
    guard isPlain, (1...64).contains(name.utf8.count), !name.hasPrefix("."), !name.hasPrefix("-"),
      !name.hasSuffix(fileExtension)
    else { throw NetworkLibraryError.invalidName(name) }
  }
}

extension NetworkLibrary {
  /// Loads a network, given its name or path: the one place that reads network files.
  ///
  /// A network that is given by name includes the style rows that it has learned; a path is read as
  /// it is.
  /// - Throws: `NetworkLibraryError`, `FileError` or `WeightFileError`, naming the file.
  public func load(_ network: String) throws -> NetworkFile {
    let path = try path(of: network)
    return Self.isPath(network) ? try NetworkFile(path) : try loadWithLearnedStyles(path)
  }

  /// Loads the file of a listed network with the style rows that it has learned.
  public func loadWithLearnedStyles(_ path: String) throws -> NetworkFile {
    guard Self.name(of: path) != Self.pixels else {
      throw NetworkLibraryError.reservedName(Self.pixels)
    }
    let file = try NetworkFile(path)
    guard let rows = learnedStylesPath(of: file.name), FileKind(rows) != .nothing else {
      return file
    }
    do { return try LearnedStyles(rows).added(to: file) } catch {
      throw NetworkLibraryError.unusableLearnedStyles(path: rows, reason: "\(error)")
    }
  }

  /// Stores the rows that a network has learned beyond those of its file.
  /// - Parameter names: names of all rows.
  public func storeLearnedStyles(
    of parameters: Parameters, named names: [String], for network: String
  ) throws {
    guard let learnedStylesDirectory, let path = learnedStylesPath(of: network) else {
      throw NetworkLibraryError.noDataDirectory
    }
    try UserDirectories.make(learnedStylesDirectory)
    try LearnedStyles(of: parameters, named: names, beyond: NetworkFile(self.path(of: network)))
      .write(to: path)
  }

  func learnedStylesPath(of network: String) -> String? {
    learnedStylesDirectory.map { $0 + "/" + network + Self.fileExtension }
  }
}
