// SPDX-License-Identifier: MIT

/// One tensor of a network's weights.
public struct Parameter: Equatable, Sendable {
  /// The extents, the last axis fastest.
  public var shape: [Int]
  /// As many values as the extents say.
  public var values: [Float]

  /// A tensor. - Precondition: there are as many values as the shape says.
  public init(_ shape: [Int], _ values: [Float]) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values for \(shape)")
    (self.shape, self.values) = (shape, values)
  }
}

/// The tensors of a network by name.
public typealias Parameters = [String: Parameter]
