// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import Settings
import Stylization

/// How far several pictures lie apart, before and after BN and IN with γ = 1 and β = 0.
///
/// The figures are measured on values that were really normalized. Pictures of different sizes are
/// pooled with their numbers of values as weights.
struct SpreadReport: Encodable {
  /// The pictures as they are, and after each of the two.
  struct Figures: Encodable {
    let before, batch, instance: Double?

    private enum Key: String, CodingKey { case before, batch, instance }

    /// Writes null where there is no figure; the compiler's own version would leave the key out.
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
  let means, deviations: Figures

  /// The spread of all pictures in some files; nil for fewer than two, or where they have different
  /// numbers of channels.
  ///
  /// Each file is measured at once and read again once all are known, so that no two are in memory
  /// together. - Throws: when a file cannot be read again, or has changed.
  init?(_ samples: [SpreadSample]) throws {
    guard let channels = samples.first?.channels, samples.allSatisfy({ $0.channels == channels })
    else { return nil }
    let planes = samples.flatMap(\.moments)
    pictures = planes.count / channels
    guard pictures > 1 else { return nil }
    // Height and width play no part once the planes' moments are known.
    let shape = Shape(pictures, channels, 1, 1)
    let identity = Affine.identity(channels: channels)
    let transforms = [Mode.batch, .instance].map { mode in
      ResolvedSite(SiteSettings(mode: mode), affines: [identity]).normalizer?
        .transforms(planeMoments: planes, in: shape) ?? []
    }
    var results: [[Moments]] = [[], []]
    var start = 0
    for sample in samples {
      let own = start..<start + sample.moments.count
      let after = try sample.normalized(transforms.map { Array($0[own]) })
      for (index, moments) in after.enumerated() { results[index] += moments }
      start = own.upperBound
    }
    let spreads = ([planes] + results).map { Spread(planes: $0, channels: channels) }
    means = Figures(spreads, \.means)
    deviations = Figures(spreads, \.deviations)
  }

  /// The lines below the table.
  var lines: [String] {
    let rows = [("means", means), ("deviations", deviations)].map { name, figures in
      let shown = [figures.before, figures.batch, figures.instance].map {
        $0.map { String(format: "%12.5g", $0) } ?? "           –"
      }
      return name + String(repeating: " ", count: 10 - name.count) + shown.joined()
    }
    let heading = "                before          BN          IN"
    return ["spread of \(pictures) pictures", heading] + rows
  }
}
