// SPDX-License-Identifier: MIT

import Normalization
import TestSupport

extension Variant {
  /// Returns adaptive instance normalizations in each convention: one style for all pictures with
  /// four values of α, one style per picture, and two styles with weights that do not sum to 1.
  static func adaptive<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, _ random: inout SplitMix
  ) -> [Variant] {
    let one: Tensor<Scalar> = random.tensor(Shape(1, x.shape.c, 2, 3), mean: 2, deviation: 3)
    let each: Tensor<Scalar> = random.tensor(x.shape, mean: -1, deviation: 0.5)
    return AdaINConvention.allCases.flatMap { convention in
      [0, 0.3, 1, 1.7].map { adaptive(x, [one], [1], alpha: $0, convention) }
        + [
          adaptive(x, [each], [1], alpha: 0.8, convention),
          adaptive(x, [one, each], [2, 0.5], alpha: 1, convention),
        ]
    }
  }

  private static func adaptive<Scalar>(
    _ x: Tensor<Scalar>, _ styles: [Tensor<Scalar>], _ weights: [Double], alpha: Double,
    _ convention: AdaINConvention
  ) -> Variant {
    let pictures = styles.map { affines(of: $0, convention) }
    let blended = (0..<x.shape.n).map { n in
      AdaptiveInstanceNorm.blend(
        pictures.map { $0[$0.count == 1 ? 0 : n] }, weights: weights)
    }
    return Variant(
      name: "adaptive \(convention) α=\(alpha) K=\(styles.count)",
      normalizer: AdaptiveInstanceNorm(
        styles: pictures.map(\.count) == [1] ? [blended[0]] : blended, alpha: alpha,
        convention: convention),
      expected: Naive.adaptive(
        x.widened, styles: styles.map(\.widened), weights: weights, alpha: alpha,
        divisors(convention)))
  }

  /// Returns γ and β of each picture of a style.
  static func affines<Scalar>(of style: Tensor<Scalar>, _ convention: AdaINConvention) -> [Affine] {
    let (moments, c) = (style.planeMoments(), style.shape.c)
    return (0..<style.shape.n).map { n in
      Affine(
        of: Array(moments[n * c..<(n + 1) * c]), estimator: convention.styleEstimator(epsilon: 1e-5)
      )
    }
  }

  /// Returns the divisors and ε of a convention.
  static func divisors(_ convention: AdaINConvention) -> Naive.Divisors {
    switch convention {
    case .paper: Naive.Divisors()
    case .official: Naive.Divisors(styleEpsilon: 0)
    case .pytorch: Naive.Divisors(unbiased: true)
    }
  }
}
