// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Pictures
import Settings
import Weights

/// Computes what render settings describe: settings → resolved sites → run → result.
///
/// The explorer, all commands that run a network, and the tests use this one implementation. A
/// pipeline is for one thread at a time; `PipelinePool` lends each thread its own.
public final class Pipeline {
  /// Decoded pictures and tensors.
  public let pictures: PictureCache
  /// Networks and their runs.
  public let networks: NetworkCache
  /// Paths of the photographs whose deviation and mean are the γ and β of pixel space.
  public let photographs: [String]
  /// Progress and cancellation of the present request.
  public var monitor = RunMonitor()
  /// Newest picture of each mode, for requests that change nothing but the view.
  var renderings: [NormalizationMode: CachedRendering] = [:]
  private let startingAffines = ByteCache<ColorSpace, Affine>(limit: 1 << 16) {
    $0.count * MemoryLayout<ChannelAffine>.stride
  }

  /// A pipeline with empty caches.
  /// - Parameters:
  ///   - photographs: paths of the bundled photographs.
  ///   - keepsActivations: whether runs keep the activations before each site, to restart there.
  ///     Needed by `inspect` and `activations`.
  ///   - cacheLimit: bytes of decoded pictures that are cached.
  ///   - library: where networks are found.
  public init(
    photographs: [String], keepsActivations: Bool = true, cacheLimit: Int = 256 << 20,
    library: NetworkLibrary = NetworkLibrary()
  ) {
    self.photographs = photographs
    pictures = PictureCache(limit: cacheLimit)
    networks = NetworkCache(library: library, keepsActivations: keepsActivations)
  }

  /// Settings that are resolved for a batch, and the run that computes them.
  struct ResolvedRun {
    let run: any ForwardRun
    let sites: [ResolvedSite]
    let selectedSite: Int
    /// Everything else that determines the output.
    let batch: BatchKey
    /// Color space of the output picture; nil if the network returns features.
    let space: ColorSpace?
  }

  /// Network and pictures of a batch.
  struct BatchKey: Equatable {
    let network: String?
    let space: ColorSpace
    let input: Input
    let pictures: [PictureKey]
  }

  /// Resolves settings: loads network and pictures, measures the styles, and sets the normalization
  /// of every site of a run.
  /// - Parameter withBatch: whether the pictures of the batch take part although no site pools
  ///   them.
  /// - Parameter content: the content, in place of the file that the settings name.
  func resolve(
    _ settings: RenderSettings, withBatch: Bool = false, content: PictureKey? = nil
  ) throws -> ResolvedRun {
    let batch = withBatch || settings.poolsBatch ? settings.batch : []
    let keys = [content ?? key(settings.input.path, settings)] + batch.map { key($0, settings) }
    if let choice = settings.network { return try resolve(settings, choice, keys) }
    return try resolveOneSite(settings, keys)
  }

  /// Key of a content or a picture of the batch.
  func key(_ path: String, _ settings: RenderSettings) -> PictureKey {
    PictureKey(path, size: settings.size, isEqualized: settings.isEqualized)
  }

  private func resolve(
    _ settings: RenderSettings, _ choice: NetworkSettings, _ keys: [PictureKey]
  ) throws -> ResolvedRun {
    let name = choice.summary.name
    let network = try networks.network(of: choice)
    let crop = try crop(keys[0])
    let shape = Shape(keys.count, 3, crop.height, crop.width)
    let run = try networks.run(network, named: name, shape)
    try run.setInput(keys) { try batchTensor(keys, crop) }
    let sites = try resolver(settings, choice, network, keys).resolve()
    run.setSites(sites)
    return ResolvedRun(
      run: run, sites: sites, selectedSite: choice.site,
      batch: BatchKey(network: name, space: .rgb, input: settings.input, pictures: keys),
      space: choice.summary.givesPicture ? .rgb : nil)
  }

  private func resolveOneSite(
    _ settings: RenderSettings, _ keys: [PictureKey]
  ) throws -> ResolvedRun {
    let run = try oneSiteRun(settings, keys)
    let channels = run.input(ofSite: 0, monitor).shape.c
    let sites = try oneSiteResolver(settings, channels: channels).resolve()
    run.setSites(sites)
    return ResolvedRun(
      run: run, sites: sites, selectedSite: 0,
      batch: BatchKey(network: nil, space: settings.space, input: settings.input, pictures: keys),
      space: settings.input.isPicture ? settings.space : nil)
  }

  /// The resolver of a network's sites for a batch.
  func resolver(
    _ settings: RenderSettings, _ choice: NetworkSettings, _ network: Network,
    _ keys: [PictureKey]
  ) -> SiteResolver {
    let name = choice.summary.name
    let styleSize = settings.styleSize ?? settings.size
    return SiteResolver(
      settings: settings, model: network,
      levelMoments: { [self] style, site, index in
        let key = PictureKey(style.path, size: styleSize)
        return try networks.style(network, named: name, key, nil) {
          try pictures.tensor(key, .rgb)
        }.moments(at: site, index)
      },
      contentMoments: { [self] level in
        let crop = try crop(keys[0])
        return try keys.enumerated().map { index, key in
          try networks.style(network, named: name, key, crop) {
            index == 0 ? try pictures.tensor(key, .rgb) : try pictures.tensor(key, .rgb, crop)
          }.moments(atLevel: level)
        }
      })
  }

  /// The resolver of the one site of pixel space or a tensor.
  func oneSiteResolver(_ settings: RenderSettings, channels: Int) -> SiteResolver {
    SiteResolver(
      settings: settings,
      model: OneSiteModel(site: Site(settings.space.rawValue, channels, .none)) { [self] in
        try startingAffine(settings, channels: channels)
      },
      levelMoments: { [self] style, _, _ in
        let moments = try levelMoments(style, settings)
        guard moments.count == channels else {
          throw RenderError.channels(path: style.path, found: moments.count, expected: channels)
        }
        return moments
      },
      contentMoments: { _ in [] })
  }

  /// Width and height of the content, to which the other pictures of the batch are cropped.
  func crop(_ content: PictureKey) throws -> Crop {
    let picture = try pictures.picture(content).picture
    return Crop(width: picture.width, height: picture.height)
  }

  /// The content and the other pictures, cropped to its width and height: N × 3 × H × W.
  private func batchTensor(_ keys: [PictureKey], _ crop: Crop) throws -> Tensor<Float> {
    var values = try pictures.tensor(keys[0], .rgb)
    for key in keys.dropFirst() {
      values.elements += try pictures.tensor(key, .rgb, crop).elements
    }
    return Tensor(Shape(keys.count, 3, crop.height, crop.width), elements: values.elements)
  }
}

extension Pipeline {
  /// The run of pixel space, or of a user's tensor.
  private func oneSiteRun(
    _ settings: RenderSettings, _ keys: [PictureKey]
  ) throws -> OneSiteRun {
    switch settings.input {
    case .picture:
      let key = NetworkCache.OneSiteKey(
        content: keys[0], batch: Array(keys.dropFirst()), space: settings.space.rawValue, index: 0)
      return try networks.oneSiteRun(key) {
        OneSiteRun(try pixelInput(keys, settings.space))
      }
    case .tensor(let path, let name, let index):
      let key = NetworkCache.OneSiteKey(
        content: PictureKey(path), batch: [], space: "", tensor: name, index: index)
      return try networks.oneSiteRun(key) { OneSiteRun(try tensorInput(path, name, index)) }
    }
  }

  /// The content's channels in a color space, and the moments of the whole batch.
  private func pixelInput(_ keys: [PictureKey], _ space: ColorSpace) throws -> SiteInput {
    let values = try pictures.tensor(keys[0], space)
    let crop = Crop(width: values.shape.w, height: values.shape.h)
    let others = try keys.dropFirst().flatMap { try pictures.moments($0, space, crop) }
    return SiteInput(
      .float32(values), channelNames: space.channelNames,
      shape: Shape(keys.count, values.shape.c, values.shape.h, values.shape.w)
    ) { values.planeMoments() + others }
  }

  /// One picture of a tensor N × C × H × W, and the moments of all of them.
  private func tensorInput(
    _ path: String, _ name: String?, _ index: Int
  ) throws -> SiteInput {
    let tensor = try pictures.array(path, tensor: name).values
    let shape = tensor.shape
    guard 0..<shape.n ~= index else {
      throw RenderError.pictureIndex(path: path, index: index, count: shape.n)
    }
    return SiteInput(
      tensor.picture(index), channelNames: (0..<shape.c).map(String.init), shape: shape,
      picture: index
    ) { tensor.planeMoments() }
  }

  /// Moments of a style's channels: of a picture for a picture, of a tensor for a tensor.
  private func levelMoments(
    _ style: WeightedStyle, _ settings: RenderSettings
  ) throws -> [Moments] {
    let path = style.path
    let input = Input(file: path, tensor: style.tensor)
    guard input.isPicture == settings.input.isPicture else {
      throw settings.input.isPicture
        ? RenderError.tensorStyle(path: path) : RenderError.pictureStyle(path: path)
    }
    var style = RenderSettings(input: input)
    style.space = settings.space
    let run = try oneSiteRun(style, [PictureKey(path, size: settings.size)])
    let values = run.input(ofSite: 0, monitor)
    return Array(values.moments[values.selectedPlanes])
  }

  /// γ and β of the modes with parameters: the photographs' deviation and mean in a color space, 1
  /// and 0 for a tensor.
  private func startingAffine(_ settings: RenderSettings, channels: Int) throws -> Affine {
    guard settings.input.isPicture, !photographs.isEmpty else {
      return .identity(channels: channels)
    }
    return try startingAffines.value(settings.space) {
      var pooled = [Moments](repeating: .none, count: channels)
      for path in photographs {
        let moments = try pictures.tensor(PictureKey(path), settings.space).planeMoments()
        for c in pooled.indices { pooled[c].join(moments[c]) }
      }
      return Affine(of: pooled, estimator: DeviationEstimator(epsilon: 0))
    }
  }
}
