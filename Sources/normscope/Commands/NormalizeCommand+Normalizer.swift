// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import Settings
import Stylization

extension NormalizeCommand {
  /// Returns the normalizer that the options describe, for an input of a shape.
  func normalizer(for shape: Shape) throws -> any Normalizer {
    let resolved = try resolvedSite(for: shape)
    guard let normalizer = resolved.normalizer else {
      preconditionFailure("--mode \(mode) is not accepted by normalize")
    }
    return normalizer
  }

  private func resolvedSite(for shape: Shape) throws -> ResolvedSite {
    var settings = SiteSettings(
      mode: mode, epsilon: epsilon, usesRunningStatistics: runningMean != nil)
    settings.groups = groups ?? 1
    switch mode {
    case .batch, .instance, .layer, .group, .none:
      guard mode != .group || settings.groups > 0 && shape.c % settings.groups == 0 else {
        throw RenderError.groups(settings.groups, channels: shape.c)
      }
      return ResolvedSite(
        settings, affines: [try parameters(shape.c)], running: try running(shape.c))
    case .conditional: return ResolvedSite(settings, affines: [try row(shape.c)])
    case .adaptive:
      return ResolvedSite(
        settings, affines: try styles(shape), alpha: source.styleMix.alpha ?? 1,
        convention: source.styleMix.convention ?? .paper)
    }
  }

  private func parameters(_ channels: Int) throws -> Affine {
    var affine = Affine.identity(channels: channels)
    if let path = source.gamma {
      let gamma = try AffineFile.vector(path, channels: channels, of: input)
      for c in affine.channels.indices { affine.channels[c].gamma = gamma[c] }
    }
    if let path = source.beta {
      let beta = try AffineFile.vector(path, channels: channels, of: input)
      for c in affine.channels.indices { affine.channels[c].beta = beta[c] }
    }
    return affine
  }

  private func running(_ channels: Int) throws -> RunningMoments? {
    guard let runningMean, let runningVariance else { return nil }
    let mean = try AffineFile.vector(runningMean, channels: channels, of: input)
    let variance = try AffineFile.vector(runningVariance, channels: channels, of: input)
    guard let c = variance.firstIndex(where: { $0 < 0 }) else {
      return RunningMoments(mean: mean, variance: variance)
    }
    throw UsageError(
      "‘\(runningVariance.printable)’ has \(variance[c]) at \(c); variances must not be negative")
  }

  /// Returns γ and β of conditional: a row of the table, or a mixture of rows.
  private func row(_ channels: Int) throws -> Affine {
    let gamma = try source.gamma.map { try AffineFile.table($0, channels: channels, of: input) }
    let beta = try source.beta.map { try AffineFile.table($0, channels: channels, of: input) }
    let rows = gamma?.count ?? beta?.count ?? 0
    guard rows == beta?.count ?? rows else {
      throw UsageError(
        "γ has \(rows) rows and β has \(beta?.count ?? 0); the numbers must be equal")
    }
    let ones = [[Double]](repeating: Array(repeating: 1, count: channels), count: rows)
    let zeros = [[Double]](repeating: Array(repeating: 0, count: channels), count: rows)
    let table = zip(gamma ?? ones, beta ?? zeros).map { Affine(gamma: $0, beta: $1) }
    if let weights = source.styleMix.styleWeights?.values {
      guard weights.count == rows else {
        throw UsageError("--style-weights has \(weights.count) weights for \(rows) rows")
      }
      return .mixture(table, weights: weights)
    }
    let row = source.styleMix.styleIndex ?? 0
    guard table.indices ~= row else {
      throw UsageError("--style-index \(row): the table has rows 0 to \(rows - 1)")
    }
    return table[row]
  }

  /// Returns γ and β of adaptive: the style's deviation and mean, one for all pictures or one per
  /// picture.
  private func styles(_ shape: Shape) throws -> [Affine] {
    let path = source.style ?? ""
    let style = try TensorFile.read(path)
    guard style.shape.c == shape.c, style.shape.n == 1 || style.shape.n == shape.n else {
      throw UsageError(
        "‘\(path.printable)’ has N×C = \(style.shape.n)×\(style.shape.c); "
          + "1×\(shape.c) or \(shape.n)×\(shape.c) is needed, any H×W")
    }
    let estimator = (source.styleMix.convention ?? .paper).styleEstimator(epsilon: epsilon)
    // The input may have double precision, so the style's moments do, whatever the type of its
    // file.
    let moments = style.doubles.planeMoments(threads: threads)
    warn(nonFinitePlanes: moments.count { !$0.mean.isFinite || !$0.variance.isFinite }, in: path)
    return stride(from: 0, to: moments.count, by: shape.c).map {
      Affine(of: Array(moments[$0..<$0 + shape.c]), estimator: estimator)
    }
  }
}

extension NormalizeCommand {
  private func warn(nonFinitePlanes planes: Int, in path: String) {
    guard planes > 0 else { return }
    StandardError.report(
      "the style ‘\(path.printable)’ has NaN or ±∞ in "
        + "\(planes) \(planes == 1 ? "plane" : "planes"); the output of these planes is NaN")
  }
}
