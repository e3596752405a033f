// SPDX-License-Identifier: MIT

import FileIO
import Weights

extension NumPyArray {
  /// How the values of a file are converted: "‘x.npy’: int64 is converted to float64"; nil if they
  /// are not.
  public func conversionText(of path: String) -> String? {
    let type = values.elementType
    guard type != storedType else { return nil }
    return "‘\(path.printable)’: \(storedType.name) is converted to \(type.name)"
      + (roundingText.map { "; \($0)" } ?? "")
  }
}
