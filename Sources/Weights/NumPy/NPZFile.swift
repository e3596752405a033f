// SPDX-License-Identifier: MIT

import Normalization

/// NumPy's `.npz` format: a zip archive of `.npy` arrays, stored or deflated.
enum NPZFile {
  /// Returns all arrays, named without `.npy`, in the order of the archive. Float16 becomes
  /// float32.
  ///
  /// PyTorch's integer counters (`num_batches_tracked`) are ignored: no network uses them, and
  /// every state dictionary with running statistics contains them.
  static func read(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    let archive = try ZipArchive(bytes)
    var budget = AllocationBudget(fileSize: bytes.count)
    var tensors = NamedTensors()
    for entry in archive.entries {
      guard entry.name.hasSuffix(".npy") else {
        throw .expected(
          byte: entry.byte, "a .npy array", found: "‘\(WeightError.short(entry.name))’")
      }
      let name = String(entry.name.dropLast(4))
      if name.split(separator: ".").last == "num_batches_tracked" { continue }
      let contents = try archive.contents(of: entry, &budget)
      try tensors.add(tensor(contents, entry.name), as: name)
    }
    return tensors
  }

  private static func tensor(
    _ contents: ArraySlice<UInt8>, _ name: String
  ) throws(WeightError) -> WeightTensor {
    let array: NumPyArray
    do { array = try NumPyArray(Array(contents), minimumRank: 1) } catch {
      throw .entry(name, .array(error))
    }
    switch array {
    case .float(let tensor, let axes): return WeightTensor(axes, floats: tensor.elements)
    case .double(let tensor, let axes):
      let bytes = tensor.elements.withUnsafeBytes { ArraySlice(Array($0)) }
      return WeightTensor(.float64, axes, bytes: bytes)
    }
  }
}
