// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization

// A 1×1 convolution that copies RGB, and a site that normalizes it.
let layers: [Layer] = [.conv("copy", 3, 3, 1), .site(Site("site", 3, .none))]
let description = NetworkDescription("example", notation: "", output: nil, decoder: layers)
let copy = Parameter([3, 3, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1])
let network = try Network(
  description, ["copy.weight": copy, "copy.bias": Parameter([3], [0, 0, 0])])
let x = Tensor<Float>(Shape(1, 3, 4, 8), elements: (0..<96).map { Float($0 * 7 % 96) / 96 })
let run = try NetworkRun(network, x.shape)
run.setInput(x)
run.setNormalizer(InstanceNorm(.identity(channels: 3)), at: 0)
let y = try run.output()

// The same normalization without a network.
let expected = InstanceNorm(.identity(channels: 3))(x)
let error = zip(y?.elements ?? [], expected.elements).map { abs($0 - $1) }.max()
guard let error, error <= 1e-6 else {
  print(
    "the network differs from InstanceNorm: maximum error \(error.map { "\($0)" } ?? "unknown")")
  exit(1)
}
print("the network agrees with InstanceNorm: maximum error \(error)")
