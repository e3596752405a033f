// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The sRGB transfer curve (IEC 61966-2-1:1999), as formulas and as exact tables.
enum SRGB {
  /// Linear light 0…1 of an encoded value 0…1.
  static func linear(_ encoded: Double) -> Double {
    encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4)
  }

  /// The encoded value 0…1 of linear light 0…1.
  static func encoded(_ linear: Double) -> Double {
    linear <= 0.0031308 ? linear * 12.92 : 1.055 * pow(linear, 1 / 2.4) - 0.055
  }

  /// Linear light of each of the 256 levels.
  static let levels: [Double] = (0...255).map { linear(Double($0) / 255) }

  /// Entry k is the smallest Float that is nearer to level k + 1 than to level k once encoded; the
  /// last is infinite, for there is no level 256.
  static let thresholds: [Float] =
    (0..<255).map { k in
      let exact = linear((Double(k) + 0.5) / 255)
      let near = Float(exact)
      return Double(near) < exact ? near.nextUp : near
    } + [.infinity]

  /// Bins of `candidates` in 0…1. Thresholds are at least 1 / (12.92 · 255) = 1.24 bins apart, so
  /// no bin holds two.
  static let bins = 4096

  /// Entry i is the level at the low edge, (i − ½) / bins, of the bin around i / bins.
  static let candidates: [UInt8] = (0...bins).map { i in
    let edge = (Float(i) - 0.5) / Float(bins)
    return UInt8(thresholds.prefix { $0 <= edge }.count)
  }
}
