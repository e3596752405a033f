// SPDX-License-Identifier: MIT

import Pictures

/// What is normalized.
public enum Input: Equatable, Hashable, Sendable {
  /// A picture in pixel space: a network of one site and no convolution.
  case picture(path: String)
  /// A tensor N × C × H × W of somebody's own, a network of one site; picture `index` is shown.
  case tensor(path: String, index: Int)

  /// The file.
  public var path: String {
    switch self {
    case .picture(let path), .tensor(let path, _): path
    }
  }

  /// Whether the values are those of a picture.
  public var isPicture: Bool {
    if case .picture = self { true } else { false }
  }
}
