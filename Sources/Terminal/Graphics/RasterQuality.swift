// SPDX-License-Identifier: MIT

/// How much time a picture may take.
public enum RasterQuality: Sendable {
  /// For a picture that changes while a key is down.
  case coarse
  /// For a picture that stays.
  case fine
}
