// SPDX-License-Identifier: MIT

/// Step that writes a blocked activation from another: y = activation(scaleShift(x)) + z.
///
/// Two index maps give the source of each row and column, so that padding, cropping,
/// nearest-neighbor upsampling and any combination are one pass. Index −1 means zeros.
struct GatherStep: Equatable {
  /// x, from whose origin the maps count.
  let source: BufferRegion
  /// z, indexed as x is; nil for none.
  let addend: BufferRegion?
  /// y, all pixels of which are written.
  let target: Int
  /// The row of x for each row of y.
  let rows: [Int]
  /// The column of x for each column of y.
  let columns: [Int]
  /// The site whose scale and shift are applied; nil for none.
  let site: Int?
  /// The activation function that is applied afterwards.
  let activation: ActivationFunction?
}

/// A buffer and the position of the first pixel in it.
struct BufferRegion: Equatable {
  let buffer: Int
  var top = 0
  var left = 0
}

extension GatherStep {
  /// Writes all of y. `scaleShifts` has one element per block of each picture, or is empty.
  func run(
    _ x: BlockedPixels, _ z: BlockedPixels?, _ y: BlockedPixels, scaleShifts: [BlockScaleShift]
  ) {
    let blocks = y.layout.shape.n * y.layout.blocks
    let scaleShifts =
      x.layout.rowsPerVector > 1 ? Self.onePixelPerVector(scaleShifts, x.layout) : scaleShifts
    let hasSameLayout =
      y.layout.columnsPerVector == x.layout.columnsPerVector
      && y.layout.rowsPerVector == x.layout.rowsPerVector
    let batch = max(1, 512 / columns.count)
    let chunks = (rows.count + batch - 1) / batch
    columns.withUnsafeBufferPointer { columns in
      parallelFor(blocks * chunks, vectors: blocks * rows.count * columns.count) { index in
        let (block, chunk) = index.quotientAndRemainder(dividingBy: chunks)
        for row in chunk * batch..<min(rows.count, (chunk + 1) * batch) {
          let to = y.row(block, row)
          if hasSameLayout {
            write(row, of: block, x, z, to, columns, scaleShifts)
          } else {
            writeRearranged(row, of: block, x, z, y, columns, scaleShifts)
          }
        }
      }
    }
  }

  func write(
    _ row: Int, of block: Int, _ x: BlockedPixels, _ z: BlockedPixels?,
    _ y: UnsafeMutablePointer<Vector>,
    _ columns: UnsafeBufferPointer<Int>, _ scaleShifts: [BlockScaleShift]
  ) {
    guard rows[row] >= 0 else {
      return y.update(repeating: Vector(repeating: 0), count: columns.count)
    }
    let from = UnsafePointer(x.row(block, source.top + rows[row]) + source.left)
    var plus: UnsafePointer<Vector>?
    if let addend, let z {
      plus = UnsafePointer(z.row(block, addend.top + rows[row]) + addend.left)
    }
    if scaleShifts.isEmpty && activation == nil && plus == nil {
      return Self.each(columns, y) { from[$0] }
    }
    let scaleShift = scaleShifts.isEmpty ? nil : scaleShifts[block]
    activate(scaleShift, from, plus, columns, y)
  }

  /// One loop per activation function, so that there is no branch per pixel.
  @inline(__always)
  func activate(
    _ scaleShift: BlockScaleShift?, _ x: UnsafePointer<Vector>, _ z: UnsafePointer<Vector>?,
    _ columns: UnsafeBufferPointer<Int>, _ y: UnsafeMutablePointer<Vector>
  ) {
    let scaleShift = scaleShift ?? .identity
    let low = Vector(repeating: activation == .relu ? 0 : -.infinity)
    switch (activation, z) {
    case (.tanh, _): Self.smooth(Tanh.self, scaleShift, x, z, columns, y)
    case (.sigmoid, _): Self.smooth(Sigmoid.self, scaleShift, x, z, columns, y)
    case (_, let z?): Self.each(columns, y) { scaleShift(x[$0]).floored(at: low) + z[$0] }
    case (_, nil): Self.each(columns, y) { scaleShift(x[$0]).floored(at: low) }
    }
  }

  @inline(__always)
  private static func each(
    _ columns: UnsafeBufferPointer<Int>, _ y: UnsafeMutablePointer<Vector>,
    _ value: (Int) -> Vector
  ) {
    for (j, column) in columns.enumerated() {
      y[j] = column < 0 ? Vector(repeating: 0) : value(column)
    }
  }

  /// Applies a function with an exponential. A type instead of a closure, because the compiler does
  /// not inline large closures.
  private static func smooth<Function: SmoothFunction>(
    _ function: Function.Type, _ scaleShift: BlockScaleShift, _ x: UnsafePointer<Vector>,
    _ z: UnsafePointer<Vector>?, _ columns: UnsafeBufferPointer<Int>,
    _ y: UnsafeMutablePointer<Vector>
  ) {
    for (j, column) in columns.enumerated() {
      guard column >= 0 else {
        y[j] = Vector(repeating: 0)
        continue
      }
      y[j] = Function.value(scaleShift(x[column]))
      if let z { y[j] += z[column] }
    }
  }
}

/// Activation function with an exponential.
private protocol SmoothFunction {
  static func value(_ x: Vector) -> Vector
}

private enum Sigmoid: SmoothFunction {
  @inline(__always) static func value(_ x: Vector) -> Vector { x.sigmoid }
}

private enum Tanh: SmoothFunction {
  @inline(__always) static func value(_ x: Vector) -> Vector { x.tanh }
}
