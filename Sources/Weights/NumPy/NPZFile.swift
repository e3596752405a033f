// SPDX-License-Identifier: MIT

import Normalization

/// NumPy's `.npz` format: a zip archive of `.npy` arrays, stored or deflated.
enum NPZFile {
  /// Returns all arrays, named without `.npy`, in the order of the archive. Float16 becomes
  /// float32.
  ///
  /// Counters (`TrainingCounter`) are left out: PyTorch's state dictionaries contain them beside
  /// running statistics.
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
      let contents = Array(try archive.contents(of: entry, &budget))
      if isCounter(contents, name) {
        tensors.notes.ignored.append(name)
      } else {
        try tensors.add(tensor(contents, entry.name), as: name)
      }
    }
    return tensors
  }

  /// Whether an array is a single integer or boolean, or a single float with a counter's name.
  private static func isCounter(_ bytes: [UInt8], _ name: String) -> Bool {
    guard let type = NumPyHeader.typeOfSingleValue(bytes) else { return false }
    return type.dropFirst().first.map("iub".contains) == true || TrainingCounter.isName(name)
  }

  private static func tensor(
    _ contents: [UInt8], _ name: String
  ) throws(WeightError) -> WeightTensor {
    let array: NumPyArray
    do { array = try NumPyArray(contents, minimumRank: 1) } catch {
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
