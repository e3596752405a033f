// SPDX-License-Identifier: MIT

/// How a network wants, or gives, the three channels of a picture that is RGB 0…1 elsewhere.
public struct ValueRange: Hashable, Sendable {
  /// Which channel of RGB comes first, second and third.
  public var order: [Int]
  /// What a channel of the network is multiplied with: value = scale · picture + offset.
  public var scale: [Float]
  /// What is added to a channel of the network.
  public var offset: [Float]

  /// A range. - Precondition: three of each.
  public init(order: [Int] = [0, 1, 2], scale: [Float], offset: [Float] = [0, 0, 0]) {
    precondition(order.sorted() == [0, 1, 2] && scale.count == 3 && offset.count == 3)
    (self.order, self.scale, self.offset) = (order, scale, offset)
  }

  /// RGB 0…1.
  public static let unit = ValueRange(scale: [1, 1, 1])
  /// RGB 0…255.
  public static let bytes = ValueRange(scale: [255, 255, 255])
  /// RGB less the mean of ImageNet, over its deviation.
  public static let imageNet = ValueRange(
    scale: [1 / 0.229, 1 / 0.224, 1 / 0.225],
    offset: [-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225])
  /// BGR 0…255 less the mean of ImageNet, as Caffe's networks have it.
  public static let caffe = ValueRange(
    order: [2, 1, 0], scale: [255, 255, 255], offset: [-103.939, -116.779, -123.68])
}
