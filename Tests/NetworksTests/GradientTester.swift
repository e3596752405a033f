// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Compares gradients of a few layers with finite differences of `ReferenceNetwork`.
struct GradientTester {
  var random = SplitMix(seed: 21)
  /// The largest error and its description.
  private(set) var worst = (error: 0.0, name: "nothing")

  /// Checks the gradients of Σ c · y, with a random cotangent c, along random directions in x and
  /// in every tensor.
  mutating func check(
    _ layers: [Layer], _ shape: Shape, rows: [Int]? = nil, styles: Int? = nil,
    allowsWinograd: Bool = false, parameters given: Parameters? = nil
  ) throws {
    let description = NetworkDescription("layers", notation: "", output: nil, decoder: layers)
    let parameters = given ?? description.randomParameters(seed: random.next())
    let names = description.trainableNames
    let run = try DifferentiableRun(
      try Network(description, parameters), shape, trained: names, inputGradient: true,
      allowsWinograd: allowsWinograd)
    let x: Tensor<Float> = random.tensor(shape)
    var reference = ReferenceNetwork(layers, parameters)
    reference.rows = rows ?? []
    let style = styles.map { self.style($0, description.sites, &reference) }
    try run.forward(x, rows: rows, style: style)
    let cotangent: Tensor<Float> = random.tensor(run.output.shape)
    var gradients: ParameterGradients = [:]
    let dx = try #require(
      try run.backward(from: OutputGradients(output: cotangent), into: &gradients))
    let c = cotangent.widened
    compare(
      x.widened, dx.elements.map(Double.init), "x of \(layers) on \(shape)"
    ) { Self.dot(reference.run($0).y, c) }
    for name in names.sorted() {
      let values = try #require(reference.parameters[name])
      let tensor = Tensor(Shape(1, 1, 1, values.count), elements: values)
      let found = try #require(gradients[name]).map(Double.init)
      compare(tensor, found, "\(name) of \(layers) on \(shape)") {
        var moved = reference
        moved.parameters[name] = $0.elements
        return Self.dot(moved.run(x.widened).y, c)
      }
    }
  }

  /// Returns random style moments for a number of pictures at every level that a site uses.
  private mutating func style(
    _ count: Int, _ sites: [Site], _ reference: inout ReferenceNetwork
  ) -> LevelMoments {
    var result = LevelMoments()
    for site in sites {
      guard case .style(let level) = site.source else { continue }
      let moments = (0..<count * site.channels).map { _ in
        Moments(count: 9, mean: random.normal(), variance: random.normal().magnitude)
      }
      result.levels[level] = moments
      reference.styles[level] = stride(from: 0, to: moments.count, by: site.channels).map { start in
        Affine(
          of: Array(moments[start..<start + site.channels]),
          estimator: DeviationEstimator(epsilon: site.epsilon)
        ).channels
      }
    }
    return result
  }

  /// Compares the gradient along random directions with central differences. The error is relative
  /// to the norm of the gradient, at least 0.1: a gradient that is 0, such as that of a bias before
  /// a normalization, is a sum of terms near 1 with rounding errors.
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
