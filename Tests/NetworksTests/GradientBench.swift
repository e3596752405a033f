// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Gradients of a few layers, as a network of their own, against finite differences of the twin.
struct GradientBench {
  var random = SplitMix(seed: 21)
  /// The worst error, and of what.
  private(set) var worst = (error: 0.0, name: "nothing")

  /// Σ c · y with a random cotangent c, along random lines in x and in every tensor.
  mutating func check(
    _ layers: [Layer], _ shape: Shape, rows: [Int]? = nil, styles: Int? = nil,
    mayTransform: Bool = false, parameters given: Parameters? = nil
  ) throws {
    let description = NetworkDescription("layers", notation: "", output: nil, decoder: layers)
    let parameters = given ?? description.randomParameters(seed: random.next())
    let names = description.trainableNames
    let run = try TrainingRun(
      try Network(description, parameters), shape, trained: names, givesPicture: true,
      mayTransform: mayTransform)
    let x: Tensor<Float> = random.tensor(shape)
    var twin = TwinNetwork(layers, parameters)
    twin.rows = rows ?? []
    let style = styles.map { self.style($0, description.sites, &twin) }
    try run.forward(x, rows: rows, style: style)
    let cotangent: Tensor<Float> = random.tensor(run.output.shape)
    var gradients: ParameterGradients = [:]
    let dx = try #require(run.backward(from: Cotangents(output: cotangent), into: &gradients))
    let c = cotangent.widened
    compare(
      x.widened, dx.elements.map(Double.init), "x of \(layers) on \(shape)"
    ) { Self.dot(twin.run($0).y, c) }
    for name in names.sorted() {
      let values = try #require(twin.parameters[name])
      let whole = Tensor(Shape(1, 1, 1, values.count), elements: values)
      let found = try #require(gradients[name]).map(Double.init)
      compare(whole, found, "\(name) of \(layers) on \(shape)") {
        var moved = twin
        moved.parameters[name] = $0.elements
        return Self.dot(moved.run(x.widened).y, c)
      }
    }
  }

  /// Random moments of a style at every level that a site asks for, for so many pictures.
  private mutating func style(
    _ count: Int, _ sites: [Site], _ twin: inout TwinNetwork
  ) -> StyleMoments {
    var result = StyleMoments()
    for site in sites {
      guard case .style(let level) = site.source else { continue }
      let moments = (0..<count * site.channels).map { _ in
        Moments(count: 9, mean: random.normal(), variance: random.normal().magnitude)
      }
      result.levels[level] = moments
      twin.styles[level] = stride(from: 0, to: moments.count, by: site.channels).map { start in
        Affine(
          of: Array(moments[start..<start + site.channels]),
          estimator: DeviationEstimator(epsilon: site.epsilon)
        ).channels
      }
    }
    return result
  }

  /// The gradient along random lines against central differences, the error relative to what a
  /// line of that length gives on average. A gradient that is 0, as that of a bias before a
  /// normalization, is a sum of terms near 1 whose roundings stay: such counts as 0.1.
  mutating func compare(
    _ x: Tensor<Double>, _ gradient: [Double], _ name: String,
    _ value: (Tensor<Double>) -> Double
  ) {
    let h = 1e-6
    for _ in 0..<2 {
      let line: Tensor<Double> = random.tensor(x.shape)
      func moved(_ t: Double) -> Tensor<Double> {
        Tensor(x.shape, elements: zip(x.elements, line.elements).map { $0 + t * $1 })
      }
      let expected = (value(moved(h)) - value(moved(-h))) / (2 * h)
      let found = zip(gradient, line.elements).reduce(0) { $0 + $1.0 * $1.1 }
      let size = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let error = abs(found - expected) / max(size, 0.1)
      if !(error <= worst.error) {
        worst = (error, "\(name): \(found) for \(expected), \(size) on average")
      }
    }
  }

  static func dot(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Double {
    zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
