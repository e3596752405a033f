// SPDX-License-Identifier: MIT

import Explorer
import Networks

extension NetworkChoice {
  /// The network that a command line asks for. - Throws: `UsageError` for what it does not have.
  init(_ request: NetworkRequest, at site: String? = nil) throws {
    let file = try NetworkFile(NetworkShelf().path(of: request.network))
    let summary = try NetworkSummary(file, called: request.network)
    self.init(summary)
    let check = NetworkCheck(file.description.withSitesAtLevels)
    try check.check(request, styles: summary.rows.count)
    if let site { self.site = try check.site(site) }
    for swap in request.swaps {
      let sites = swap.site == "all" ? Array(treatments.indices) : [try check.site(swap.site)]
      for index in sites { use(swap, at: index) }
    }
    if let index = request.styleIndex { rows = [StyleChoice(row: index)] }
    if let weights = request.styleWeights {
      rows = weights.enumerated().filter { $0.element != 0 }
        .map { StyleChoice(row: $0.offset, weight: $0.element) }
    }
  }

  /// Swaps what is done at a site; BN is that of the batch.
  private mutating func use(_ swap: SwapArgument, at index: Int) {
    treatments[index].mode = swap.mode
    (treatments[index].groups, treatments[index].isRunning) = (swap.groups, false)
  }
}
