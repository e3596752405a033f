// SPDX-License-Identifier: MIT

import Normalization

extension DifferentiableRun {
  /// Runs the network on pictures N × 3 × H × W in RGB 0…1, or on other inputs as they are.
  ///
  /// `rows` are the rows of γ and β for each picture, by default 0; `style` are the moments at the
  /// levels, C for all pictures or N · C. Batch normalization uses the moments of the batch.
  /// - Throws: `NetworkError.oneDNN`.
  /// - Precondition: the input has the run's shape; there is a style if the network needs one.
  public func forward(
    _ picture: Tensor<Float>, rows: [Int]? = nil, style: LevelMoments? = nil
  ) throws(NetworkError) {
    self.rows = rows ?? Array(repeating: 0, count: picture.shape.n)
    self.style = style ?? LevelMoments()
    precondition(self.rows.count == picture.shape.n, "\(self.rows.count) rows for \(picture.shape)")
    run.setInput(picture)
    for (index, site) in run.sites.enumerated() {
      run.setNormalizer(normalizer(at: site), at: index)
    }
    _ = try run.advance(to: run.plan.steps.count) { false }
  }

  /// The output of the last run; a picture is N × 3 × H × W in RGB 0…1, not clamped.
  public var output: Tensor<Float> { run.result }

  /// The moments of every plane, N · C, at every level.
  public var levels: LevelMoments { run.levels }

  /// The activation at a level, valid until the next forward pass.
  /// - Precondition: the level exists.
  public func features(at level: Int) -> Activation {
    run.memory.activation(run.levelBuffer(level))
  }

  /// Updates the running moments of batch normalization with the batch of the last run, as
  /// `RunningMoments` does. - Precondition: the tensors exist.
  public func updateRunningMoments(in parameters: inout Parameters) {
    for (index, site) in run.sites.enumerated() {
      guard case .batch(_, _, let mean, let variance) = site.source else { continue }
      var running = RunningMoments(
        mean: site.rows(mean, parameters)[0], variance: site.rows(variance, parameters)[0])
      running.update(with: Pool.batch.moments(run.moments[index], in: run.shape(at: index)))
      parameters[mean]?.values = running.mean.map(Float.init)
      parameters[variance]?.values = running.variance.map(Float.init)
    }
  }

  /// The normalizer of a site in training.
  func normalizer(at site: Site) -> (any Normalizer)? {
    switch site.source {
    case .none: return nil
    case .style(let level):
      return AdaptiveInstanceNorm(styles: affines(at: level, site), epsilon: site.epsilon)
    case .instance:
      return ConditionalInstanceNorm(
        table: site.table(in: parameters), rows: rows, epsilon: site.epsilon)
    case .batch: return BatchNorm(site.table(in: parameters)[0], epsilon: site.epsilon)
    }
  }

  /// γ and β from the style, for all pictures or for each.
  private func affines(at level: Int, _ site: Site) -> [Affine] {
    let (moments, c) = (style.levels[level] ?? [], site.channels)
    precondition(
      moments.count == c || moments.count == rows.count * c,
      "\(moments.count) moments at level \(level) for \(rows.count) pictures of \(c) channels")
    return stride(from: 0, to: moments.count, by: c).map {
      Affine(of: Array(moments[$0..<$0 + c]), estimator: DeviationEstimator(epsilon: site.epsilon))
    }
  }
}
