// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Networks
import Settings

extension NetworkSummary {
  /// What the explorer needs to know of a network's file.
  /// - Throws: `UsageError` for one that takes no picture or has no place to look at.
  /// - Parameter name: what finds it again, where that is not its name.
  init(_ file: NetworkFile, called name: String? = nil) throws {
    let description = file.description.withSitesAtLevels
    guard description.inputs == 3 else {
      throw UsageError("‘\(file.name.printable)’ takes features and no picture")
    }
    guard !description.sites.isEmpty else {
      throw UsageError("‘\(file.name.printable)’ has no site")
    }
    let rows = file.rows
    self.init(
      name: name ?? file.name, note: description.notation,
      sites: description.sites.map { Site($0, hasRows: rows > 1) },
      rows: rows > 1 ? file.rowNames : [],
      givesPicture: description.output != nil)
  }
}

extension NetworkSummary.Site {
  init(_ site: Networks.Site, hasRows: Bool) {
    let own: Mode =
      switch site.source {
      case .style: .adaptive
      case .instance: hasRows ? .conditional : .instance
      case .batch: .batch
      case .none: .none
      }
    self.init(
      name: site.name, channels: site.channels, own: own, epsilon: site.epsilon,
      hasRunning: site.hasRunning)
  }
}

extension NetworkFile {
  /// How many styles of its own it has: the rows of its first table.
  fileprivate var rows: Int {
    for case .instance(let gamma, _) in description.sites.map(\.source) {
      guard let shape = tensors[gamma]?.shape, shape.count == 2 else { return 0 }
      return shape[0]
    }
    return 0
  }

  /// What the explorer calls them.
  fileprivate var rowNames: [String] {
    styleNames.map { Int($0) == nil ? $0 : "style \($0)" }
  }
}

extension NetworkLibrary {
  /// The networks that a picture can go through; files that cannot be read are left out.
  var summaries: [NetworkSummary] {
    paths.compactMap { try? NetworkSummary(file(at: $0)) }
  }
}
