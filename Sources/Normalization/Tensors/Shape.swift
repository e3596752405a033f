// SPDX-License-Identifier: MIT

/// The extents of a tensor N × C × H × W, stored with W fastest.
public struct Shape: Hashable, Sendable {
  /// Pictures in the batch.
  public let n: Int
  /// Channels of a picture.
  public let c: Int
  /// Rows of a channel.
  public let h: Int
  /// Columns of a channel.
  public let w: Int

  /// A shape. - Precondition: every extent is positive.
  public init(_ n: Int, _ c: Int, _ h: Int, _ w: Int) {
    precondition(n > 0 && c > 0 && h > 0 && w > 0, "a shape of \(n)×\(c)×\(h)×\(w)")
    (self.n, self.c, self.h, self.w) = (n, c, h, w)
  }

  /// The values of one plane: H · W.
  public var plane: Int { h * w }
  /// The planes: N · C. Plane p belongs to picture p / C and channel p % C.
  public var planes: Int { n * c }
  /// All values: N · C · H · W.
  public var count: Int { planes * plane }
}

extension Shape: CustomStringConvertible {
  /// The extents as people write them: "1×3×512×512".
  public var description: String { "\(n)×\(c)×\(h)×\(w)" }
}
