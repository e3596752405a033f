// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Why a file was not used, with its name.
public enum WeightFileError: Error, Equatable, Sendable {
  /// The system did not give its bytes, or did not take ours.
  case file(FileError)
  /// Its bytes are not weights that can be used.
  case weights(path: String, WeightError)
}

extension WeightFileError: CustomStringConvertible {
  /// One sentence, safe to print.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .weights(let path, let error): "cannot use ‘\(path.printable)’: \(error)"
    }
  }
}
