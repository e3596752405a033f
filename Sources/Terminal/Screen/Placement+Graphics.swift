// SPDX-License-Identifier: MIT

import Explorer

extension PicturePlacement {
  /// The number under which the terminal keeps the picture: that of its place, so that a picture
  /// takes the place of the one before without a moment of nothing. Nil for one that is not kept.
  var number: Int? {
    guard case .graphics(.pixels) = raster.payload else { return nil }
    return 0x4E00_0000 | rect.row << 12 | rect.column
  }

  /// The same with those rows empty that are as they were in another picture at the same place.
  func keepingRows(unlike other: PicturePlacement) -> PicturePlacement {
    guard case .graphics(.rows(let rows)) = raster.payload,
      case .graphics(.rows(let before)) = other.raster.payload, rows.count == before.count
    else { return self }
    let rest = zip(rows, before).map { $0 == $1 ? [] : $0 }
    let changed = Raster(
      rows: raster.rows, columns: raster.columns, payload: .graphics(.rows(rest)),
      identity: raster.identity)
    return PicturePlacement(rect: rect, raster: changed)
  }
}
