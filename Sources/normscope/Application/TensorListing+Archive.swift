// SPDX-License-Identifier: MIT

import Explorer
import Stylization
import Weights

extension TensorListing {
  /// Creates the listing of the usable tensors of a file.
  init(_ entries: [TensorArchive.Entry], of path: String, for purpose: FileChooser.Purpose) {
    self.init(
      path: path, purpose: purpose,
      entries: entries.filter { $0.isUsable() }.map { Entry(name: $0.name, text: $0.text) })
  }
}
