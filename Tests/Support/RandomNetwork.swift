// SPDX-License-Identifier: MIT

import Networks
import Weights

/// Small networks with random weights, written to files.
public enum RandomNetwork {
  /// Writes a network with three styles: γ and β [3, C] at each site.
  public static func writeRows(to path: String) throws {
    let description = NetworkDescription.multiStyle(widths: [8, 8, 8, 8, 4], blocks: 1)
    let tables = (1...3).map { description.randomParameters(seed: $0) }
    var tensors = NamedTensors(metadata: ["description": description.text])
    for (name, first) in tables[0] {
      let isTable = name.hasSuffix(".gamma") || name.hasSuffix(".beta")
      let rows = isTable ? tables.flatMap { $0[name]?.values ?? [] } : first.values
      tensors[name] = WeightTensor((isTable ? [3] : []) + first.shape, floats: rows)
    }
    try WeightFile.write(tensors, to: path)
  }

  /// Writes a network with batch normalization, which has running moments.
  public static func writeBatch(to path: String) throws {
    let description = NetworkDescription.transfer(width: 4, blocks: 1, norm: .batch)
    var tensors = NamedTensors(metadata: ["description": description.text])
    for (name, parameter) in description.randomParameters() {
      tensors[name] = WeightTensor(parameter.shape, floats: parameter.values)
    }
    try WeightFile.write(tensors, to: path)
  }
}
