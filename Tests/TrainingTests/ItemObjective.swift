// SPDX-License-Identifier: MIT

import Networks

@testable import Training

/// Objective on batches of two named pictures; the gradient of a picture named `bad` is infinite.
struct ItemObjective: PictureObjective {
  /// Names of the pictures of each batch; after the last, the first follow again.
  let batches: [[String]]
  var generators: [String: UInt64] = ["next": 0]
  private(set) var lastPictures: [[BatchPicture]] = []

  init(_ batches: [[String]]) { self.batches = batches }

  mutating func gradients(
    at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) -> LossTerms {
    let next = Int(generators["next"] ?? 0)
    generators["next"] = UInt64(next + 1)
    lastPictures = batches[next % batches.count].map {
      [BatchPicture(set: "contents", name: $0, isUniform: false)]
    }
    return self.gradients(of: lastPictures, at: parameters, into: &gradients)
  }

  func gradients(
    ofItem item: Int, at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) -> LossTerms {
    self.gradients(of: [lastPictures[item]], at: parameters, into: &gradients)
  }

  private func gradients(
    of items: [[BatchPicture]], at parameters: Parameters, into gradients: inout ParameterGradients
  ) -> LossTerms {
    let isBad = items.joined().contains { $0.name == "bad" }
    gradients["a"] = parameters["a"]?.values.map { isBad ? .infinity : $0 }
    return [.content: 1]
  }

  mutating func setSkipCounts(_ counts: [String: [String: Int]]) {}
}
