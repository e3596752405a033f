// SPDX-License-Identifier: MIT

/// A tensor of a network.
public struct Parameter: Equatable, Sendable {
  /// The shape; the last axis is contiguous.
  public var shape: [Int]
  /// The values.
  public var values: [Float]

  /// A tensor. - Precondition: the number of values is the product of the shape.
  public init(_ shape: [Int], _ values: [Float]) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values for \(shape)")
    (self.shape, self.values) = (shape, values)
  }
}

/// The tensors of a network by name.
public typealias Parameters = [String: Parameter]
