// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization

/// Finds out, before any picture is read, whether a network can do what is asked.
struct NetworkCheck {
  let description: NetworkDescription

  init(_ description: NetworkDescription) { self.description = description }

  /// The number of a site. - Throws: `UsageError` that names those that there are.
  func site(_ name: String) throws -> Int {
    if let index = description.sites.firstIndex(where: { $0.name == name }) { return index }
    let names = description.sites.map(\.name.printable).joined(separator: ", ")
    throw UsageError(
      "\(called) has no site ‘\(name.printable)’; \(names.isEmpty ? "it has none" : "it has \(names)")"
    )
  }

  /// Whether sites take the moments of a style picture.
  var takesStyle: Bool { description.sites.contains(where: \.takesStyle) }

  /// - Parameters:
  ///   - styles: how many the network itself has.
  ///   - swapsTakeStyle: whether a site that is swapped to AdaIN or CIN has γ and β of the styles.
  /// - Throws: `UsageError` for what does not go with the network.
  func check(_ request: NetworkRequest, styles: Int, swapsTakeStyle: Bool = false) throws {
    try check(request.styleIndex, request.styleWeights?.count, styles)
    for swap in request.swaps where swap.site != "all" { _ = try site(swap.site) }
    let takesStyle = takesStyle || swapsTakeStyle && request.swaps.contains { $0.mode.usesStyles }
    guard request.styles.isEmpty || takesStyle else {
      throw UsageError("\(called) takes no style: leave --style out")
    }
    if !request.styles.isEmpty, request.styles.reduce(0, { $0 + $1.weight }) == 0 {
      throw UsageError("the weights of the styles sum to 0")
    }
    guard request.alpha == 1 || takesStyle && !request.styles.isEmpty else {
      throw UsageError("--alpha goes with --style")
    }
  }

  private func check(_ index: Int?, _ weights: Int?, _ styles: Int) throws {
    let has = styles == 0 ? "has no styles of its own" : "has styles 0 to \(styles - 1)"
    if let index, index >= styles {
      throw UsageError("\(called) \(has); --style-index gives \(index)")
    }
    if let weights, styles == 0 || weights != styles {
      throw UsageError("\(called) \(has); --style-weights gives \(weights)")
    }
  }

  private var called: String { "‘\(description.name.printable)’" }
}
