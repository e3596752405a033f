// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import Settings
import Stylization

/// Spread of several pictures, before and after BN and IN with γ = 1 and β = 0.
///
/// The moments after a normalization follow from those before it, because it is affine for each
/// plane (`PlaneTransform.output`). Pictures of different sizes are pooled with their numbers of
/// values as weights.
struct SpreadReport: Encodable {
  /// Spread of the pictures, after BN, and after IN.
  struct Values: Encodable {
    let before, batch, instance: Double?

    private enum Key: String, CodingKey { case before, batch, instance }

    /// Writes null for missing values; the synthesized implementation would omit the keys.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(before, forKey: .before)
      try container.encode(batch, forKey: .batch)
      try container.encode(instance, forKey: .instance)
    }

    fileprivate init(_ spreads: [Spread], _ figure: (Spread) -> Double) {
      let values = spreads.map(figure).map { $0.isFinite ? $0 : nil }
      (before, batch, instance) = (values[0], values[1], values[2])
    }
  }

  let pictures: Int
  let means, deviations: Values

  /// Computes the spread of all pictures in the given files; nil for fewer than two pictures, or if
  /// the numbers of channels differ.
  init?(_ samples: [SpreadSample]) {
    guard let channels = samples.first?.channels, samples.allSatisfy({ $0.channels == channels })
    else { return nil }
    let planes = samples.flatMap(\.moments)
    pictures = planes.count / channels
    guard pictures > 1 else { return nil }
    // Only the moments of the planes matter, so that any height and width will do.
    let shape = Shape(pictures, channels, 1, 1)
    let identity = Affine.identity(channels: channels)
    let results = [NormalizationMode.batch, .instance].map { mode in
      let transforms =
        ResolvedSite(SiteSettings(mode: mode), affines: [identity]).normalizer?
        .transforms(planeMoments: planes, in: shape) ?? []
      return zip(transforms, planes).map { $0.output(of: $1) }
    }
    let spreads = ([planes] + results).map { Spread(planes: $0, channels: channels) }
    means = Values(spreads, \.means)
    deviations = Values(spreads, \.deviations)
  }

  /// Lines below the text table.
  var lines: [String] {
    let rows = [("means", means), ("deviations", deviations)].map { name, values in
      let shown = [values.before, values.batch, values.instance].map {
        $0.map { String(format: "%12.5g", $0) } ?? "           –"
      }
      return name + String(repeating: " ", count: 10 - name.count) + shown.joined()
    }
    let heading = "                before          BN          IN"
    return ["spread of \(pictures) pictures", heading] + rows
  }
}

/// One file of a spread.
struct SpreadSample {
  let channels: Int
  /// Moments of its N · C planes.
  let moments: [Moments]

  /// Measures a tensor.
  init(_ tensor: AnyTensor) { (channels, moments) = (tensor.shape.c, tensor.planeMoments()) }
}
