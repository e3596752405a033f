// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Settings

extension Studio {
  /// What a setup does to the content.
  struct Plan {
    /// The content.
    let content: Site
    /// γ and β of the style, or of the mixture of styles; none where no style takes part.
    let style: Affine?
    /// γ and β before any edit; none where nothing is normalized.
    let base: [ChannelAffine]?
    /// What is done to each channel; none where nothing is.
    let steps: [PlaneTransform]?
    /// The pictures that are pooled together.
    let pooledPictures: Int
  }

  /// Measures what has to be measured and decides what is done to each channel.
  func plan(_ settings: RenderSettings) throws -> Plan {
    let content = try content(of: settings)
    let channels = content.names.count
    let style = settings.mode.usesStyles ? try style(of: settings, channels: channels) : nil
    guard let normalizer = try normalizer(for: settings, style, channels) else {
      return Plan(content: content, style: nil, base: nil, steps: nil, pooledPictures: 1)
    }
    let planes = try planes(of: settings, content)
    let pictures = planes.count / channels
    let shape = content.tensor.shape
    let measured = normalizer.transforms(
      planeMoments: planes, in: Shape(pictures, channels, shape.h, shape.w)
    ).prefix(channels)
    let base = try given(settings, measured.map(\.affine))
    return Plan(
      content: content, style: style, base: base, steps: edited(measured, base, settings),
      pooledPictures: pictures)
  }

  /// What is done to every plane of a batch, N · C of them; none where nothing is normalized.
  func steps(of settings: RenderSettings, planes: [Moments], in shape: Shape) throws
    -> [PlaneTransform]?
  {
    if let choice = settings.network {
      return try steps(of: settings, through: choice, planes: planes, in: shape)
    }
    let style = settings.mode.usesStyles ? try style(of: settings, channels: shape.c) : nil
    let normalizer = try normalizer(for: settings, style, shape.c)
    guard let measured = normalizer?.transforms(planeMoments: planes, in: shape) else { return nil }
    return try stride(from: 0, to: measured.count, by: shape.c).flatMap { start in
      let picture = measured[start..<start + shape.c]
      return edited(picture, try given(settings, picture.map(\.affine)), settings)
    }
  }

  /// One picture's steps with γ and β as they were turned.
  private func edited(
    _ measured: ArraySlice<PlaneTransform>, _ base: [ChannelAffine], _ settings: RenderSettings
  ) -> [PlaneTransform] {
    zip(measured, base).enumerated().map { channel, pair in
      PlaneTransform(
        moments: pair.0.moments, deviation: pair.0.deviation,
        affine: settings.edit(of: channel).applied(to: pair.1))
    }
  }

  /// The mixture of the styles: weights as given for CIN, divided by their sum for AdaIN.
  private func style(of settings: RenderSettings, channels: Int) throws -> Affine {
    guard !settings.styles.isEmpty else {
      throw UsageError(
        "\(settings.mode.abbreviation) needs a style: --style PATH, or s in the explorer")
    }
    let styles = try styles(of: settings, channels: channels)
    let weights = settings.styles.map(\.weight)
    if settings.mode == .conditional { return Affine.mixture(styles, weights: weights) }
    guard weights.reduce(0, +) != 0 else {
      throw UsageError("the style weights sum to 0, and AdaIN divides by their sum")
    }
    return AdaptiveInstanceNorm.blend(styles, weights: weights)
  }

  private func normalizer(
    for settings: RenderSettings, _ style: Affine?, _ channels: Int
  ) throws -> (any Normalizer)? {
    let start = { try self.startingParameters(of: settings, channels: channels) }
    let epsilon = settings.epsilon
    switch settings.mode {
    case .none: return nil
    case .batch: return BatchNorm(try start(), epsilon: epsilon)
    case .instance: return InstanceNorm(try start(), epsilon: epsilon)
    case .layer: return LayerNorm(try start(), epsilon: epsilon)
    case .group: return try group(start(), settings.groups, epsilon)
    case .conditional:
      return style.map { ConditionalInstanceNorm(table: [$0], row: 0, epsilon: epsilon) }
    case .adaptive:
      return style.map {
        AdaptiveInstanceNorm(
          styles: [$0], alpha: settings.alpha, epsilon: epsilon, convention: settings.convention)
      }
    }
  }

  private func group(_ affine: Affine, _ groups: Int, _ epsilon: Double) throws -> GroupNorm {
    guard groups > 0, affine.count % groups == 0 else {
      throw UsageError("\(groups) groups do not divide \(affine.count) channels evenly")
    }
    return GroupNorm(affine, groups: groups, epsilon: epsilon)
  }

  /// γ and β as given on the command line or made bare, in place of the measured ones.
  private func given(_ settings: RenderSettings, _ measured: [ChannelAffine]) throws
    -> [ChannelAffine]
  {
    if settings.isBare { return measured.map { _ in .identity } }
    let count = measured.count
    let gamma = try settings.parameters.gamma.map {
      try NumberList(values: $0).expanded(to: count, option: "--gamma")
    }
    let beta = try settings.parameters.beta.map {
      try NumberList(values: $0).expanded(to: count, option: "--beta")
    }
    return measured.enumerated().map { c, affine in
      ChannelAffine(gamma: gamma?[c] ?? affine.gamma, beta: beta?[c] ?? affine.beta)
    }
  }
}
