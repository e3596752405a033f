// SPDX-License-Identifier: MIT

import Normalization

/// All 81 shapes with extents 1, 2 or 3.
public let exhaustiveShapes: [Shape] = (0..<81).map { i in
  Shape(1 + i / 27, 1 + i / 9 % 3, 1 + i / 3 % 3, 1 + i % 3)
}
