// SPDX-License-Identifier: MIT

import Normalization
import Pictures
import Pictures

/// Batches of squares out of a stock: one seed, one sequence.
public struct PictureBatches {
  /// Pictures a batch.
  public let count: Int
  /// Pixels a side.
  public let size: Int
  /// What is drawn next; a training that goes on begins with the one it was left with.
  public var random: SplitMix
  private var stock: PictureStock
  private let scales: ClosedRange<Double>
  private let changesColors: Bool
  private let prepare: (Picture) throws -> Picture

  /// Batches out of a stock. Squares have a side of `size` times one of `scales` in the picture.
  /// - Parameter prepare: what becomes of each square; its size stays.
  /// - Precondition: count and size are positive, scales 1 or more.
  public init(
    _ stock: PictureStock, count: Int, size: Int, scales: ClosedRange<Double> = 1...1.8,
    changesColors: Bool = false, seed: UInt64,
    prepare: @escaping (Picture) throws -> Picture = { $0 }
  ) {
    precondition(count > 0 && size > 0, "\(count) pictures of \(size) pixels")
    precondition(scales.lowerBound >= 1, "scales \(scales)")
    (self.stock, self.count, self.size, self.scales) = (stock, count, size, scales)
    (self.changesColors, self.prepare, random) = (changesColors, prepare, SplitMix(seed: seed))
  }

  /// The shape of a batch.
  public var shape: Shape { Shape(count, 3, size, size) }

  /// The next batch, N × 3 × size × size in RGB 0…1.
  /// - Throws: `TrainingError.noneReadable`, and what preparing throws.
  public mutating func next() throws -> Tensor<Float> {
    var values: [Float] = []
    values.reserveCapacity(count * 3 * size * size)
    for _ in 0..<count { values += try square() }
    return Tensor(shape, elements: values)
  }

  private mutating func square() throws -> [Float] {
    let picture = try stock.draw(&random)
    let crop = Crop(
      width: picture.width, height: picture.height, size: size, scales: scales, &random)
    let values = crop.values(of: try prepare(crop.square(of: picture, size: size)))
    return changesColors ? Jitter(&random).applied(to: values) : values
  }
}
