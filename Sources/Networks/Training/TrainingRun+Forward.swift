// SPDX-License-Identifier: MIT

import Normalization

extension TrainingRun {
  /// Runs the network over pictures N × 3 × H × W in RGB 0…1 (or whatever it wants, as they are).
  ///
  /// `rows` are the rows of γ and β for each picture, the first by default; `style` are the moments
  /// at the levels, one a channel for each picture or for all. Batch normalization takes the moments
  /// of the batch. - Precondition: the pictures have the run's shape; a style is there if one is needed.
  public func forward(
    _ picture: Tensor<Float>, rows: [Int]? = nil, style: StyleMoments? = nil
  ) throws(NetworkError) {
    self.rows = rows ?? Array(repeating: 0, count: picture.shape.n)
    self.style = style ?? StyleMoments()
    precondition(self.rows.count == picture.shape.n, "\(self.rows.count) rows for \(picture.shape)")
    run.show(picture)
    for (index, site) in run.sites.enumerated() { run.choose(normalizer(at: site), at: index) }
    _ = try run.advance(to: run.plan.steps.count) { false }
  }

  /// What the network gave: for a picture N × 3 × H × W in RGB 0…1, not clamped.
  public var output: Tensor<Float> { run.result }

  /// The moments of every plane, N · C, at every level that the run has.
  public var levels: StyleMoments { run.levels }

  /// The activation at a level; it holds until the run goes forward again.
  /// - Precondition: the run has the level.
  public func features(at level: Int) -> Activation {
    run.memory.activation(run.levelBuffer(level))
  }

  /// Moves batch normalization's running moments on by the batch of the last run, as
  /// `RunningMoments` does. - Precondition: the tensors are there.
  public func updateRunningMoments(in parameters: inout Parameters) {
    for (index, site) in run.sites.enumerated() {
      guard case .batch(_, _, let mean, let variance) = site.source else { continue }
      var running = RunningMoments(
        mean: site.rows(mean, parameters)[0], variance: site.rows(variance, parameters)[0])
      running.update(with: Pool.batch.pooled(run.moments[index], in: run.shape(at: index)))
      parameters[mean]?.values = running.mean.map(Float.init)
      parameters[variance]?.values = running.variance.map(Float.init)
    }
  }

  /// What a site does in training.
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

  /// γ and β of the style, for each picture or for all.
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
