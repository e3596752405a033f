// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Networks
import Settings

extension NetworkSettings {
  /// The network that a command line asks for. - Throws: `UsageError` for what it does not have.
  init(_ request: NetworkRequest, at site: String? = nil) throws {
    let file = try NetworkLibrary().file(of: request.network)
    let summary = try NetworkSummary(file, called: request.network)
    self.init(summary)
    let check = NetworkCheck(file.description.withSitesAtLevels)
    try check.check(request, styles: file.styles, swapsTakeStyle: true)
    if let site { self.site = try check.site(site) }
    for swap in request.swaps {
      for index in try places(of: swap.site) { use(swap, at: index) }
    }
    if let index = request.styleIndex, !summary.rows.isEmpty { rows = [WeightedStyle(row: index)] }
    if let weights = request.styleWeights {
      let all = weights.enumerated().map { WeightedStyle(row: $0.offset, weight: $0.element) }
      let others = all.filter { $0.weight != 0 }
      // Weights of 0 alone are a mixture too: γ = β = 0.
      rows = others.isEmpty ? Array(all.prefix(1)) : others
    }
  }

  /// The sites of a name, or all. - Throws: `UsageError` that names those that there are.
  func places(of name: String) throws -> [Int] {
    if name == "all" { return Array(sites.indices) }
    guard let index = summary.sites.firstIndex(where: { $0.name == name }) else {
      let names = summary.sites.map(\.name.printable).joined(separator: ", ")
      throw UsageError(
        "‘\(summary.name.printable)’ has no site ‘\(name.printable)’; it has \(names)")
    }
    return [index]
  }

  /// Swaps what is done at a site; BN is that of the batch.
  private mutating func use(_ swap: SwapArgument, at index: Int) {
    sites[index].mode = swap.mode
    (sites[index].groups, sites[index].isRunning) = (swap.groups, false)
  }
}
