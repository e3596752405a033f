// SPDX-License-Identifier: MIT

import Explorer
import Settings

/// What is asked of a network besides the content.
struct NetworkRequest {
  /// Its name or path.
  var network: String
  /// Styles with their weights, which are divided by their sum.
  var styles: [WeightedStyle] = []
  /// 0 for the content's own moments, 1 for the style's.
  var alpha = 1.0
  /// The longest side that contents are worked at; theirs where there is none.
  var size: Int?
  /// The longest side of styles; `size` where there is none.
  var styleSize: Int?
  /// The pictures that BN pools a content with, where a site is given it.
  var batch: [String] = []
  /// Other normalizations at sites.
  var swaps: [SwapArgument] = []
  /// The row of the file's γ and β.
  var styleIndex: Int?
  /// Weights over the rows, used as given.
  var styleWeights: [Double]?
}
