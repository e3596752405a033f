// SPDX-License-Identifier: MIT

import Normalization

/// NumPy's `.npz`: a zip archive of `.npy` arrays, stored or deflated.
enum NPZFile {
  /// All arrays under their names without `.npy`, in the archive's order, float16 widened to float32.
  ///
  /// PyTorch's counters of batches (`num_batches_tracked`, whole numbers) are left out: no network
  /// uses them, and they are in every state dictionary with statistics.
  static func read(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    let archive = try ZipArchive(bytes)
    var allowance = Allowance(fileSize: bytes.count)
    var tensors = NamedTensors()
    for entry in archive.entries {
      guard entry.name.hasSuffix(".npy") else {
        throw .expected(
          byte: entry.byte, "a .npy array", found: "‘\(WeightError.short(entry.name))’")
      }
      let name = String(entry.name.dropLast(4))
      if name.split(separator: ".").last == "num_batches_tracked" { continue }
      let contents = try archive.contents(of: entry, &allowance)
      try tensors.add(tensor(contents, entry.name), as: name)
    }
    return tensors
  }

  private static func tensor(
    _ contents: ArraySlice<UInt8>, _ name: String
  ) throws(WeightError) -> WeightTensor {
    let array: NumPyArray
    do { array = try NumPyArray(Array(contents), leastAxes: 1) } catch {
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
