// SPDX-License-Identifier: MIT

/// Writes a blocked activation pixel by pixel from another: y = curve(line(x)) + z.
///
/// Which pixel is which is in two maps, so that padding, cropping, nearest upsampling and any
/// combination are one pass. A map's −1 stands for zeros.
struct Gather: Equatable {
  /// x, with the row and column that the maps count from.
  let source: Place
  /// z, counted as x is; nil for none.
  let added: Place?
  /// y; every pixel is written.
  let target: Int
  /// The row of x for each row of y.
  let rows: [Int]
  /// The column of x for each column of y.
  let columns: [Int]
  /// The site whose lines are applied; nil for y = x.
  let site: Int?
  /// What is applied after the line.
  let curve: ActivationFunction?

  /// A buffer and where in it the first pixel is.
  struct Place: Equatable {
    let buffer: Int
    var top = 0
    var left = 0
  }
}

extension Gather {
  /// One activation in memory: pixels of blocks.
  struct Blocks {
    let pixels: UnsafeMutablePointer<Vector>
    let layout: ActivationLayout

    init(_ floats: UnsafeMutablePointer<Float>, _ layout: ActivationLayout) {
      pixels = UnsafeMutableRawPointer(floats).assumingMemoryBound(to: Vector.self)
      self.layout = layout
    }

    /// The first value.
    var floats: UnsafeMutablePointer<Float> {
      UnsafeMutableRawPointer(pixels).assumingMemoryBound(to: Float.self)
    }

    /// The first pixel of a row of a block; blocks are counted through all pictures.
    @inline(__always)
    func row(_ block: Int, _ row: Int) -> UnsafeMutablePointer<Vector> {
      pixels + (block * layout.rows + row) * layout.columns
    }
  }

  /// Writes all of y. `lines` has one for each block of each picture, or is empty.
  func run(_ x: Blocks, _ z: Blocks?, _ y: Blocks, lines: [BlockScaleShift]) {
    let blocks = y.layout.shape.n * y.layout.blocks
    let lines = x.layout.rowFold > 1 ? Self.unfold(lines, x.layout) : lines
    let isAlike = y.layout.fold == x.layout.fold && y.layout.rowFold == x.layout.rowFold
    let batch = max(1, 512 / columns.count)
    let chunks = (rows.count + batch - 1) / batch
    columns.withUnsafeBufferPointer { columns in
      parallelFor(blocks * chunks, vectors: blocks * rows.count * columns.count) { index in
        let (block, chunk) = index.quotientAndRemainder(dividingBy: chunks)
        for row in chunk * batch..<min(rows.count, (chunk + 1) * batch) {
          let to = y.row(block, row)
          if isAlike {
            write(row, of: block, x, z, to, columns, lines)
          } else {
            refold(row, of: block, x, z, y, columns, lines)
          }
        }
      }
    }
  }

  func write(
    _ row: Int, of block: Int, _ x: Blocks, _ z: Blocks?, _ y: UnsafeMutablePointer<Vector>,
    _ columns: UnsafeBufferPointer<Int>, _ lines: [BlockScaleShift]
  ) {
    guard rows[row] >= 0 else {
      return y.update(repeating: Vector(repeating: 0), count: columns.count)
    }
    let from = UnsafePointer(x.row(block, source.top + rows[row]) + source.left)
    var plus: UnsafePointer<Vector>?
    if let added, let z { plus = UnsafePointer(z.row(block, added.top + rows[row]) + added.left) }
    if lines.isEmpty && curve == nil && plus == nil {
      return Self.each(columns, y) { from[$0] }
    }
    let line = lines.isEmpty ? nil : lines[block]
    activate(line, from, plus, columns, y)
  }

  /// One loop for each curve, so that none asks which it is at every pixel.
  @inline(__always)
  func activate(
    _ line: BlockScaleShift?, _ x: UnsafePointer<Vector>, _ z: UnsafePointer<Vector>?,
    _ columns: UnsafeBufferPointer<Int>, _ y: UnsafeMutablePointer<Vector>
  ) {
    let line = line ?? .identity
    let low = Vector(repeating: curve == .relu ? 0 : -.infinity)
    switch (curve, z) {
    case (.tanh, let z?): Self.each(columns, y) { line(x[$0]).tanh + z[$0] }
    case (.tanh, nil): Self.each(columns, y) { line(x[$0]).tanh }
    case (.sigmoid, let z?): Self.each(columns, y) { line(x[$0]).sigmoid + z[$0] }
    case (.sigmoid, nil): Self.each(columns, y) { line(x[$0]).sigmoid }
    case (_, let z?): Self.each(columns, y) { line(x[$0]).floored(at: low) + z[$0] }
    case (_, nil): Self.each(columns, y) { line(x[$0]).floored(at: low) }
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
}
