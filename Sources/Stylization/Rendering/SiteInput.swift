// SPDX-License-Identifier: MIT

import Foundation
import Normalization

/// Values that enter a site: those of the selected picture, and the moments of the whole batch.
public final class SiteInput {
  /// Unique identifier of this input.
  public let id = UUID()
  /// Selected picture, 1 × C × H × W.
  public let values: AnyTensor
  /// Names of the C channels.
  public let channelNames: [String]
  /// Shape of the batch, N × C × H × W.
  public let shape: Shape
  /// Index of the selected picture in the batch.
  public let picture: Int
  private let measure: () -> [Moments]
  /// Moments of the N · C planes of the batch.
  public private(set) lazy var moments = measure()
  /// Statistics of the selected picture's channels.
  public private(set) lazy var statistics = values.statistics()

  /// An input. - Parameter moments: returns the moments of the batch when they are first needed.
  init(
    _ values: AnyTensor, channelNames: [String], shape: Shape, picture: Int = 0,
    moments: @escaping () -> [Moments]
  ) {
    (self.values, self.channelNames, self.shape) = (values, channelNames, shape)
    (self.picture, measure) = (picture, moments)
  }

  /// Planes of the selected picture.
  public var selectedPlanes: Range<Int> { picture * shape.c..<(picture + 1) * shape.c }
}
