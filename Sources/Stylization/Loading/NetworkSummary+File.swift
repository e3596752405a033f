// SPDX-License-Identifier: MIT

import Networks
import Settings

extension NetworkSummary {
  /// Summary of a network's file.
  /// - Parameter name: the name or path that loads it again; the file's name by default.
  /// - Throws: `NetworkLibraryError` for a network that takes no picture or has no site.
  public init(_ file: NetworkFile, called name: String? = nil) throws {
    let rows = file.tableRows > 1 ? file.styleNames : []
    try self.init(file.description, name: name ?? file.name, styleNames: rows)
  }

  /// Summary of a network: sites, style rows and output.
  /// - Parameter styleNames: names of the network's own styles; none where it has at most one.
  /// - Throws: `NetworkLibraryError` for a network that takes no picture or has no site.
  public init(_ description: NetworkDescription, name: String, styleNames: [String] = []) throws {
    let description = description.withSitesAtLevels
    guard description.inputs == 3 else { throw NetworkLibraryError.takesFeatures(name: name) }
    guard !description.sites.isEmpty else { throw NetworkLibraryError.noSites(name: name) }
    self.init(
      name: name, note: description.notation,
      sites: description.sites.map { SiteSummary($0, hasRows: !styleNames.isEmpty) },
      styleNames: styleNames.map { Int($0) == nil ? $0 : "style \($0)" },
      givesPicture: description.output != nil)
  }
}

extension NetworkSummary.SiteSummary {
  init(_ site: Site, hasRows: Bool) {
    let defaultMode: NormalizationMode =
      switch site.source {
      case .style: .adaptive
      case .instance: hasRows ? .conditional : .instance
      case .batch: .batch
      case .none: .none
      }
    self.init(
      name: site.name, channels: site.channels, defaultMode: defaultMode, epsilon: site.epsilon,
      hasRunningStatistics: site.hasRunningStatistics)
  }
}

extension NetworkLibrary {
  /// Returns the networks that take a picture, and the files that cannot be used with the reason.
  public func summaries() -> (usable: [NetworkSummary], unusable: [UnusableNetwork]) {
    var result: (usable: [NetworkSummary], unusable: [UnusableNetwork]) = ([], [])
    for path in paths {
      do {
        result.usable.append(try NetworkSummary(loadWithLearnedStyles(path)))
      } catch NetworkLibraryError.takesFeatures, NetworkLibraryError.noSites {
        // A decoder without its encoder is a valid file that the explorer has no use for.
        continue
      } catch {
        result.unusable.append(UnusableNetwork(name: Self.name(of: path), reason: "\(error)"))
      }
    }
    return result
  }
}
