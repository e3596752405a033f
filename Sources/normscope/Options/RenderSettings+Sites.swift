// SPDX-License-Identifier: MIT

import Normalization
import Settings
import Stylization

// Sites and channels that options name, and their edits.

extension NetworkSettings {
  /// Returns the index of a site. - Throws: `RenderError.unknownSite`.
  func index(ofSite name: String) throws -> Int {
    guard let index = summary.sites.firstIndex(where: { $0.name == name }) else {
      throw RenderError.unknownSite(
        network: summary.name, site: name, sites: summary.sites.map(\.name))
    }
    return index
  }
}

extension RenderSettings {
  /// Returns the indices of the sites of a name; of all sites for nil and "all".
  /// - Throws: `RenderError.unknownSite`.
  func sites(named name: String?) throws -> [Int] {
    guard let name, name != "all" else { return Array(sites.indices) }
    if let network { return [try network.index(ofSite: name)] }
    let site = input.isPicture ? space.rawValue : "tensor"
    guard name == site else {
      throw RenderError.unknownSite(network: NetworkLibrary.pixels, site: name, sites: [site])
    }
    return [0]
  }

  /// Returns the number of channels of a site: in pixel space those of the color space, of a tensor
  /// its second axis.
  func channels(ofSite index: Int, _ pipeline: Pipeline) throws -> Int {
    if let network { return network.summary.sites[index].channels }
    guard case .tensor(let path, let name, _) = input else { return space.channelNames.count }
    return try pipeline.pictures.array(path, tensor: name).shape.c
  }

  /// Sets the edit of one channel or all channels at the sites of a name.
  mutating func applyEdit(_ argument: SiteEditArgument, _ pipeline: Pipeline) throws {
    for index in try sites(named: argument.site) {
      let channels = try channels(ofSite: index, pipeline)
      if let channel = argument.channel, channel >= channels {
        throw RenderError.unknownChannel(
          site: network?.summary.sites[index].name ?? argument.site, channel: channel,
          channels: channels)
      }
      updateSite(index) { site in
        for channel in argument.channel.map({ [$0] }) ?? Array(0..<channels) {
          site.setEdit(argument.edit, of: channel)
        }
      }
    }
  }

  /// Changes the edit of every channel at the sites of a name.
  mutating func editSites(
    named name: String?, _ list: NumberList, _ option: String, _ pipeline: Pipeline,
    _ change: (inout AffineEdit, Double) -> Void
  ) throws {
    let indices = try sites(named: name)
    guard list.values.count == 1 || indices.count == 1 else {
      throw UsageError("\(option) with a value per channel needs a site: \(option) SITE=v,v,…")
    }
    for index in indices {
      let values = try list.values.expanded(
        to: channels(ofSite: index, pipeline), option: option)
      updateSite(index) { site in
        for (channel, value) in values.enumerated() {
          var edit = site.edit(of: channel)
          change(&edit, value)
          site.setEdit(edit, of: channel)
        }
      }
    }
  }

  /// Turns off normalization at sites that take a style; sites with another mode use γ = 1 and β =
  /// 0.
  mutating func disableStyleSites() {
    guard let network else {
      if mode.usesStyles { mode = .none }
      return
    }
    for (index, site) in network.summary.sites.enumerated() where site.defaultMode == .adaptive {
      updateSite(index) { settings in
        if settings.mode == .adaptive {
          settings.mode = .none
        } else {
          settings.usesIdentityAffine = true
        }
      }
    }
  }
}
