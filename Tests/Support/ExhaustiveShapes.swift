// SPDX-License-Identifier: MIT

import Normalization

/// Every shape whose extents are 1, 2 or 3: 81 of them.
public let exhaustiveShapes: [Shape] = (0..<81).map { i in
  Shape(1 + i / 27, 1 + i / 9 % 3, 1 + i / 3 % 3, 1 + i % 3)
}
