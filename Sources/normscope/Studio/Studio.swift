// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Pictures
import Settings

/// Computes what a setup describes: the one place behind explorer and command line.
final class Studio {
  let store = PictureStore()
  let networks: NetworkStore
  /// What long work asks and tells; another for each request.
  var watch = RunWatch()
  /// The photographs whose deviation and mean γ and β start at.
  let photographs: [String]
  /// The newest picture of each mode.
  var renderings: [Mode: Finished] = [:]
  private let parameters = Cache<String, Affine>(limit: 12)

  /// - Parameters:
  ///   - keepsRuns: whether networks keep what they need to begin again at a site.
  ///   - shelf: where networks are.
  init(
    photographs: [String], keepsRuns: Bool = true, shelf: NetworkLibrary = NetworkLibrary()
  ) {
    (self.photographs, networks) = (
      photographs, NetworkStore(keepsRuns: keepsRuns, shelf: shelf)
    )
  }

  /// The content's values.
  func content(of settings: RenderSettings) throws -> Site {
    switch settings.input {
    case .picture(let path):
      try store.site(path, settings.space, size: settings.size, isEqualized: settings.isEqualized)
    case .tensor(let path, let index): try store.site(path, index: index)
    }
  }

  /// γ and β of every style: its deviation and mean.
  func styles(of settings: RenderSettings, channels: Int) throws -> [Affine] {
    let estimator =
      settings.mode == .adaptive
      ? settings.convention.styleEstimator(epsilon: settings.epsilon)
      : DeviationEstimator(epsilon: settings.epsilon)
    return try settings.styles.map { style in
      let site = try styleSite(style.path, settings)
      guard site.names.count == channels else {
        throw UsageError(
          "‘\(style.path.printable)’ has \(site.names.count) channels, the content \(channels)")
      }
      return Affine(of: site.moments, estimator: estimator)
    }
  }

  /// A style's values: of the same kind as the content's.
  func styleSite(_ path: String, _ settings: RenderSettings) throws -> Site {
    guard path.isArrayName != settings.input.isPicture else {
      throw UsageError(
        settings.input.isPicture
          ? "‘\(path.printable)’ is a tensor; a picture's style is a picture"
          : "‘\(path.printable)’ is no .npy file; a tensor's style is a tensor of as many channels")
    }
    if path.isArrayName { return try store.site(path, index: 0) }
    return try store.site(path, settings.space, size: settings.size)
  }

  /// The moments of all planes that take part: the content's first, then the batch's.
  func planes(of settings: RenderSettings, _ content: Site) throws -> [Moments] {
    guard settings.mode == .batch else { return content.moments }
    let shape = content.tensor.shape
    switch settings.input {
    case .tensor(let path, let index):
      let all = try store.arrayMoments(path)
      let own = index * shape.c..<(index + 1) * shape.c
      return content.moments + all[..<own.lowerBound] + all[own.upperBound...]
    case .picture:
      return try settings.batch.reduce(content.moments) { planes, path in
        try planes
          + store.batchMoments(
            path, settings.space, width: shape.w, height: shape.h, size: settings.size,
            isEqualized: settings.isEqualized)
      }
    }
  }

  /// γ and β to start with: the photographs' deviation and mean in the space; 1 and 0 for a tensor.
  func startingParameters(of settings: RenderSettings, channels: Int) throws -> Affine {
    guard settings.input.isPicture, !photographs.isEmpty else {
      return .identity(channels: channels)
    }
    return try parameters.value("\(settings.space)") {
      var pooled = [Moments](repeating: .none, count: channels)
      for path in photographs {
        let site = try store.site(path, settings.space, size: nil)
        for c in pooled.indices { pooled[c].join(site.moments[c]) }
      }
      return Affine(of: pooled, estimator: DeviationEstimator(epsilon: 0))
    }
  }
}

extension String {
  /// Whether a name says that the file is a NumPy array.
  var isArrayName: Bool { lowercased().hasSuffix(".npy") }
}
