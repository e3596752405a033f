// SPDX-License-Identifier: MIT

import Normalization
import Pictures
import Settings

/// Result of a render: the output picture and the selected site.
public struct RenderResult {
  /// Selected site: its input and the transform of each plane.
  public let site: SiteResult
  /// Output picture with its count of clipped values; nil if the network returns features.
  public let rendering: ClippedPicture?
  /// Every site of the network.
  public let sites: [ResolvedSite]
  /// Output pictures of the whole batch; empty unless they were requested, and in pixel space,
  /// where the transforms can be applied to pictures of any size.
  public let batchPictures: [Picture]
  /// Milliseconds from the request to the picture.
  public let milliseconds: Double
  /// Messages about the files, such as a truncated photograph.
  public let warnings: [String]
}

/// Input of a site, and the transform of each of its planes.
public struct SiteResult {
  /// Values of the selected picture, and moments of the batch.
  public let input: SiteInput
  /// γ and β of the style, or of the mixture of styles; nil where no style takes part.
  public let style: Affine?
  /// γ and β of the selected picture's channels before any edit; nil where nothing is normalized.
  public let unedited: [ChannelAffine]?
  /// Transform of each of the N · C planes of the batch; nil where nothing is normalized.
  public let batchTransforms: [PlaneTransform]?
  /// Pictures that share a mean and a deviation.
  public let pooledPictures: Int

  /// Transform of each of the selected picture's channels; nil where nothing is normalized.
  public var transforms: [PlaneTransform]? {
    batchTransforms.map { Array($0[input.selectedPlanes]) }
  }

  init(_ resolved: ResolvedSite, _ input: SiteInput) {
    self.input = input
    guard let normalizer = resolved.normalizer, let unedited = resolved.unedited else {
      (style, self.unedited, batchTransforms, pooledPictures) = (nil, nil, nil, 1)
      return
    }
    style = resolved.style
    self.unedited = unedited.transforms(planeMoments: input.moments, in: input.shape)[
      input.selectedPlanes
    ]
    .map(\.affine)
    batchTransforms = normalizer.transforms(planeMoments: input.moments, in: input.shape)
    let isPooled = resolved.settings.mode == .batch && resolved.running == nil
    pooledPictures = isPooled ? input.shape.n : 1
  }
}

/// Picture, everything that determined it, and the time that it took.
struct CachedRendering {
  let batch: Pipeline.BatchKey
  let sites: [ResolvedSite]
  let rendering: ClippedPicture
  let milliseconds: Double
}

extension Pipeline {
  /// Returns the picture that comes out, and messages about the files. Nothing else is computed.
  /// - Throws: `RenderError`, `PictureError`, `NetworkLibraryError` or `NetworkError`.
  public func render(
    _ settings: RenderSettings
  ) throws -> (rendering: ClippedPicture, warnings: [String]) {
    let resolved = try resolve(settings)
    guard let rendering = try rendering(resolved) else {
      throw RenderError.returnsFeatures(network: settings.network?.summary.name ?? "pixels")
    }
    return (rendering, try warnings(settings))
  }

  /// Returns the picture that comes out for a content in memory.
  /// - Throws: as `render`.
  public func render(_ content: Picture, _ settings: RenderSettings) throws -> Picture {
    try pictures.with(content) { key in
      guard let rendering = try rendering(resolve(settings, content: key)) else {
        throw RenderError.returnsFeatures(network: settings.network?.summary.name ?? "pixels")
      }
      return rendering.picture
    }
  }

  /// Returns the picture that comes out, and the selected site.
  /// - Parameter withBatch: whether the result covers every picture of the batch.
  /// - Throws: `RunMonitor.Cancelled`, or the errors of `render`.
  public func inspect(
    _ settings: RenderSettings, withBatch: Bool = false
  ) throws -> RenderResult {
    let start = ContinuousClock.now
    let resolved = try resolve(settings, withBatch: withBatch)
    let known = renderings[settings.mode].flatMap {
      $0.batch == resolved.batch && $0.sites == resolved.sites ? $0 : nil
    }
    let rendering = try known?.rendering ?? rendering(resolved)
    let input = try resolved.run.input(ofSite: resolved.selectedSite, monitor)
    let site = SiteResult(resolved.sites[resolved.selectedSite], input)
    let time = known?.milliseconds ?? (.now - start) / .milliseconds(1)
    renderings[settings.mode] = rendering.map {
      CachedRendering(
        batch: resolved.batch, sites: resolved.sites, rendering: $0, milliseconds: time)
    }
    let hasBatchPictures = withBatch && settings.network?.summary.givesPicture == true
    return RenderResult(
      site: site, rendering: rendering, sites: resolved.sites,
      batchPictures: hasBatchPictures ? try batchPictures(resolved) : [],
      milliseconds: time, warnings: try warnings(settings))
  }

  /// Checks whether settings can be used, without running a network: that may take long, before
  /// there is a screen to show progress on.
  /// - Throws: what `inspect` throws for unreadable files, or where memory is insufficient.
  public func check(_ settings: RenderSettings) throws {
    guard let choice = settings.network else {
      _ = try resolve(settings)
      return
    }
    let network = try networks.network(of: choice)
    let crop = try crop(key(settings.input.path, settings))
    _ = try warnings(settings)
    let count = 1 + (settings.poolsBatch ? settings.batch.count : 0)
    _ = try networks.run(
      network, named: choice.summary.name, Shape(count, 3, crop.height, crop.width))
  }

  /// Returns the transforms that the selected site would apply to planes of given moments.
  /// - Parameter shape: N × C × H × W of the planes.
  public func transforms(
    _ settings: RenderSettings, planes: [Moments], in shape: Shape
  ) throws -> [PlaneTransform]? {
    let index = settings.selectedSite
    let resolver = try resolver(settings, channels: shape.c)
    return try resolver.resolve(resolver.model.sites[index], index).normalizer?
      .transforms(planeMoments: planes, in: shape)
  }

  private func resolver(_ settings: RenderSettings, channels: Int) throws -> SiteResolver {
    guard let choice = settings.network else {
      return oneSiteResolver(settings, channels: channels)
    }
    let keys = ([settings.input.path] + settings.batch).map { key($0, settings) }
    return resolver(settings, choice, try networks.network(of: choice), keys)
  }

  private func rendering(_ resolved: ResolvedRun) throws -> ClippedPicture? {
    guard let space = resolved.space else { return nil }
    return space.picture(from: try resolved.run.output(ofPicture: 0, monitor).floats)
  }

  private func batchPictures(_ resolved: ResolvedRun) throws -> [Picture] {
    try resolved.batch.pictures.indices.map { index in
      ColorSpace.rgb.picture(from: try resolved.run.output(ofPicture: index, monitor).floats)
        .picture
    }
  }

  /// Messages about the content's and the styles' files, and about values that are not finite.
  func warnings(_ settings: RenderSettings) throws -> [String] {
    guard let content = try contentPicture(settings) else { return try tensorWarnings(settings) }
    let styleSize = (settings.network == nil ? nil : settings.styleSize) ?? settings.size
    let styles = settings.takesStyle ? settings.styles : []
    return content.warnings
      + (try styles.flatMap { try pictures.picture(PictureKey($0.path, size: styleSize)).warnings })
  }

  /// Returns the content picture as it was read from its file; nil for a tensor.
  public func contentPicture(_ settings: RenderSettings) throws -> LoadedPicture? {
    guard settings.input.isPicture else { return nil }
    return try pictures.picture(PictureKey(settings.input.path, size: settings.size))
  }

  private func tensorWarnings(_ settings: RenderSettings) throws -> [String] {
    guard case .tensor(let path, let name, _) = settings.input else { return [] }
    let rounding = try pictures.array(path, tensor: name).roundingText
    return [rounding].compactMap { $0 } + (try nonFiniteWarning(settings))
  }

  private func nonFiniteWarning(_ settings: RenderSettings) throws -> [String] {
    let statistics = try resolve(settings).run.input(ofSite: 0, monitor).statistics
    let affected = statistics.filter { $0.nonFinite > 0 }
    guard !affected.isEmpty else { return [] }
    let values = affected.reduce(0) { $0 + $1.nonFinite }
    return [
      "\(values) \(values == 1 ? "value" : "values") in \(affected.count) "
        + "\(affected.count == 1 ? "channel" : "channels") \(values == 1 ? "is" : "are") NaN or ±∞"
    ]
  }
}
