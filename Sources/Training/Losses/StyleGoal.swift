// SPDX-License-Identifier: MIT

import Networks

/// What the style of pictures is compared with.
public enum StyleGoal: Sendable {
  /// The moments of the levels (Huang & Belongie 2017, equation 13).
  case moments(StyleMoments)
  /// The Gram matrices of the levels (Gatys et al. 2016), one for each picture or one for all.
  case gram([Int: [[Float]]])

  /// What each picture of a batch should come to, out of a goal for one picture each.
  /// - Precondition: all are of one kind.
  static func batch(_ goals: [StyleGoal]) -> StyleGoal {
    var (moments, matrices) = (StyleMoments(), [Int: [[Float]]]())
    for goal in goals {
      switch goal {
      case .moments(let own): moments.levels.merge(own.levels, uniquingKeysWith: +)
      case .gram(let own): matrices.merge(own, uniquingKeysWith: +)
      }
    }
    precondition(moments.levels.isEmpty || matrices.isEmpty, "moments beside Gram matrices")
    return matrices.isEmpty ? .moments(moments) : .gram(matrices)
  }
}
