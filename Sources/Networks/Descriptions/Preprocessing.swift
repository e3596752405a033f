// SPDX-License-Identifier: MIT

/// Range of a network's three input or output channels; pictures are RGB 0…1.
public struct Preprocessing: Hashable, Sendable {
  /// The index into RGB of the first, second and third channel.
  public var order: [Int]
  /// Per channel of the network: value = scale · picture + offset.
  public var scale: [Float]
  /// Per channel of the network.
  public var offset: [Float]

  /// A range. - Precondition: `order` is a permutation of 0, 1, 2; three scales and offsets.
  public init(order: [Int] = [0, 1, 2], scale: [Float], offset: [Float] = [0, 0, 0]) {
    precondition(order.sorted() == [0, 1, 2] && scale.count == 3 && offset.count == 3)
    (self.order, self.scale, self.offset) = (order, scale, offset)
  }

  /// RGB 0…1.
  public static let unit = Preprocessing(scale: [1, 1, 1])
  /// RGB 0…255.
  public static let bytes = Preprocessing(scale: [255, 255, 255])
  /// RGB minus ImageNet's mean, divided by its standard deviation.
  public static let imageNet = Preprocessing(
    scale: [1 / 0.229, 1 / 0.224, 1 / 0.225],
    offset: [-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225])
  /// BGR 0…255 minus ImageNet's mean, as in Caffe models.
  public static let caffe = Preprocessing(
    order: [2, 1, 0], scale: [255, 255, 255], offset: [-103.939, -116.779, -123.68])
}
