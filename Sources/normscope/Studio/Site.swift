// SPDX-License-Identifier: MIT

import Normalization

/// Values where a network normalizes, with everything that is known of them.
struct Site {
  /// 1 × C × H × W.
  let tensor: Tensor<Float>
  /// The names of the channels.
  let names: [String]
  /// The moments of each channel.
  let moments: [Moments]
  /// What is shown of each channel.
  let statistics: [PlaneStatistics]

  init(tensor: Tensor<Float>, names: [String]) {
    (self.tensor, self.names) = (tensor, names)
    moments = tensor.planeMoments()
    statistics = tensor.statistics()
  }
}
