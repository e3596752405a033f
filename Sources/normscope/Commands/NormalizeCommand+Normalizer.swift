// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization

extension NormalizeCommand {
  /// The normalizer that the options describe, for an input of this shape.
  func normalizer(for shape: Shape) throws -> any Normalizer {
    switch mode {
    case .batch:
      BatchNorm(try parameters(shape.c), running: try running(shape.c), epsilon: epsilon)
    case .instance: InstanceNorm(try parameters(shape.c), epsilon: epsilon)
    case .layer, .none: LayerNorm(try parameters(shape.c), epsilon: epsilon)
    case .group: try groupNorm(shape.c)
    case .conditional: try conditional(shape.c)
    case .adaptive: try adaptive(shape)
    }
  }

  private func parameters(_ channels: Int) throws -> Affine {
    var affine = Affine.identity(channels: channels)
    if let path = source.gamma {
      let gamma = try ArrayFile.vector(path, channels: channels, of: input)
      for c in affine.channels.indices { affine.channels[c].gamma = gamma[c] }
    }
    if let path = source.beta {
      let beta = try ArrayFile.vector(path, channels: channels, of: input)
      for c in affine.channels.indices { affine.channels[c].beta = beta[c] }
    }
    return affine
  }

  private func running(_ channels: Int) throws -> RunningMoments? {
    guard let runningMean, let runningVariance else { return nil }
    let mean = try ArrayFile.vector(runningMean, channels: channels, of: input)
    let variance = try ArrayFile.vector(runningVariance, channels: channels, of: input)
    guard let c = variance.firstIndex(where: { $0 < 0 }) else {
      return RunningMoments(mean: mean, variance: variance)
    }
    throw UsageError(
      "‘\(runningVariance.printable)’ has \(variance[c]) at \(c); a variance cannot be negative")
  }

  private func groupNorm(_ channels: Int) throws -> GroupNorm {
    let groups = groups ?? 1
    guard groups > 0, channels % groups == 0 else {
      throw UsageError("--groups \(groups) does not divide the \(channels) channels evenly")
    }
    return GroupNorm(try parameters(channels), groups: groups, epsilon: epsilon)
  }

  private func conditional(_ channels: Int) throws -> ConditionalInstanceNorm {
    let gamma = try source.gamma.map { try ArrayFile.table($0, channels: channels, of: input) }
    let beta = try source.beta.map { try ArrayFile.table($0, channels: channels, of: input) }
    let rows = gamma?.count ?? beta?.count ?? 0
    guard rows == beta?.count ?? rows else {
      throw UsageError("γ has \(rows) rows and β has \(beta?.count ?? 0); they need as many")
    }
    let ones = [[Double]](repeating: Array(repeating: 1, count: channels), count: rows)
    let zeros = [[Double]](repeating: Array(repeating: 0, count: channels), count: rows)
    let table = zip(gamma ?? ones, beta ?? zeros).map { Affine(gamma: $0, beta: $1) }
    if let weights = source.styleWeights?.values {
      guard weights.count == rows else {
        throw UsageError("--style-weights has \(weights.count) weights for \(rows) rows")
      }
      return ConditionalInstanceNorm(table: table, weights: weights, epsilon: epsilon)
    }
    let row = source.styleIndex ?? 0
    guard table.indices ~= row else {
      throw UsageError("--style-index \(row): the table has rows 0 to \(rows - 1)")
    }
    return ConditionalInstanceNorm(table: table, row: row, epsilon: epsilon)
  }

  private func adaptive(_ shape: Shape) throws -> AdaptiveInstanceNorm {
    let path = source.style ?? ""
    let style = try ArrayFile.read(path)
    guard style.shape.c == shape.c, style.shape.n == 1 || style.shape.n == shape.n else {
      throw UsageError(
        "‘\(path.printable)’ has N×C = \(style.shape.n)×\(style.shape.c); "
          + "1×\(shape.c) or \(shape.n)×\(shape.c) is needed, any H×W")
    }
    let convention = source.convention ?? .paper
    let estimator = convention.styleEstimator(epsilon: epsilon)
    // In 64 bits whatever the style's file has: the input may have them.
    let moments = style.doubles.planeMoments(threads: threads)
    warn(of: moments.count { !$0.mean.isFinite || !$0.variance.isFinite }, in: path)
    let styles = stride(from: 0, to: moments.count, by: shape.c).map {
      Affine(of: Array(moments[$0..<$0 + shape.c]), estimator: estimator)
    }
    return AdaptiveInstanceNorm(
      styles: styles, alpha: source.alpha ?? 1, epsilon: epsilon, convention: convention)
  }
}

extension NormalizeCommand {
  private func warn(of planes: Int, in path: String) {
    guard planes > 0 else { return }
    StandardError.print(
      "normscope: the style ‘\(path.printable)’ has NaN or ±∞ in "
        + "\(planes) \(planes == 1 ? "plane" : "planes"); what takes its γ and β there is NaN")
  }
}
