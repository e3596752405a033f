// SPDX-License-Identifier: MIT

import Normalization

/// Loss term. Values are recorded before they are multiplied by their weights.
///
/// Raw values are the keys in stored training records.
public enum LossTerm: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
  /// Difference from the content target.
  case content
  /// Difference of the style statistics (moments or Gram matrices) from the style picture's.
  case style
  /// Reconstruction of pictures that are their own style: the mean of |x − y|.
  case reconstruction = "own"
  /// Values outside 0…1: the mean of squared excesses.
  case range
  /// Total variation: the mean of |x − y| over neighboring pixels.
  case variation
}

/// Loss terms of a step, or their means over several steps.
public typealias LossTerms = [LossTerm: Double]

/// Weights of the loss terms.
public struct LossWeights: Equatable, Codable, Sendable {
  /// Weight of the content term.
  public var content: Double
  /// Weight of the style term.
  public var style: Double
  /// Weight of the reconstruction term.
  public var reconstruction: Double
  /// Weight of the range term.
  public var range: Double
  /// Weight of the total variation term.
  public var variation: Double

  /// Weights; the defaults gave good results with a small AdaIN network.
  public init(
    content: Double = 1, style: Double = 8, reconstruction: Double = 4, range: Double = 10,
    variation: Double = 0.1
  ) {
    (self.content, self.style, self.reconstruction) = (content, style, reconstruction)
    (self.range, self.variation) = (range, variation)
  }

  /// The weight of a loss term.
  subscript(term: LossTerm) -> Double {
    switch term {
    case .content: content
    case .style: style
    case .reconstruction: reconstruction
    case .range: range
    case .variation: variation
    }
  }

  private enum CodingKeys: String, CodingKey {
    case content, style, range, variation
    case reconstruction = "own"
  }
}

/// Value of a loss L and its gradient with respect to its input x.
public struct LossAndGradient<Gradient> {
  /// L, unweighted.
  public let value: Double
  /// weight · dL/dx.
  public let gradient: Gradient
}

/// Sum of the loss terms of a batch of output pictures, with the gradient of their weighted sum.
struct LossAccumulator {
  private(set) var terms: LossTerms = [:]
  /// Gradient with respect to the pictures, N × 3 × H × W.
  private(set) var gradient: Tensor<Float>

  /// The terms that depend on the pictures alone: range and total variation.
  init(_ pictures: Tensor<Float>, _ weights: LossWeights) {
    gradient = Tensor(pictures.shape)
    add(ElementwiseLoss.range(pictures, weight: weights.range), as: .range)
    add(ElementwiseLoss.totalVariation(pictures, weight: weights.variation), as: .variation)
  }

  /// Adds one term.
  mutating func add(_ loss: LossAndGradient<Tensor<Float>>, as term: LossTerm) {
    add([term: loss.value], loss.gradient)
  }

  /// Adds several terms and the gradient of their weighted sum.
  mutating func add(_ terms: LossTerms, _ gradient: Tensor<Float>) {
    self.terms.merge(terms, uniquingKeysWith: +)
    self.gradient.elements.withUnsafeMutableBufferPointer { sums in
      for i in sums.indices { sums[i] += gradient.elements[i] }
    }
  }
}
