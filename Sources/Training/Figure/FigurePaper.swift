// SPDX-License-Identifier: MIT

import Networks

/// Figure 1 of the AdaIN paper (Huang & Belongie 2017), read off its curves: style loss · 10⁵.
///
/// Its losses are Gram matrices' and of another network's features, so that only ratios compare.
public enum FigurePaper {
  /// The iterations that were read.
  public static let steps = [200, 1000, 5000]

  /// The style loss · 10⁵ of a run at each of `steps`.
  public static func losses(_ run: FigureRun) -> [Double] {
    switch (run.condition, run.norm) {
    case (.original, .batch): [6.40, 2.85, 2.28]
    case (.original, .instance): [4.83, 2.26, 1.78]
    case (.contrast, .batch): [5.95, 3.02, 2.39]
    case (.contrast, .instance): [4.82, 2.22, 1.70]
    case (.style, .batch): [3.91, 2.12, 1.75]
    case (.style, .instance): [3.60, 1.82, 1.51]
    }
  }

  /// IN over BN at the last of `steps`.
  public static func ratio(_ condition: FigureCondition) -> Double {
    let last = [NetworkDescription.TransferNorm.instance, .batch].compactMap {
      losses(FigureRun(condition, $0)).last
    }
    return last[0] / last[1]
  }
}
