// SPDX-License-Identifier: MIT

import Networks

extension NetworkDescription {
  /// The parameters with one more row of γ and β at every site that has them, the mean of those before:
  /// where a new style begins to be learned.
  /// - Precondition: the parameters are the network's.
  public func addingRow(to parameters: Parameters) -> Parameters {
    affineNames.reduce(into: parameters) { result, name in
      guard let old = parameters[name], let channels = old.shape.last else {
        preconditionFailure("no tensor \(name)")
      }
      let rows = old.values.count / channels
      let mean = (0..<channels).map { c in
        (0..<rows).reduce(Float(0)) { $0 + old.values[$1 * channels + c] } / Float(rows)
      }
      result[name] = Parameter([rows + 1, channels], old.values + mean)
    }
  }
}
