// SPDX-License-Identifier: MIT

import ArgumentParser

/// What results in a folder are written as.
enum ResultFormat: String, CaseIterable, ExpressibleByArgument {
  case png, jpeg

  /// The end of a file's name.
  var ending: String { self == .png ? "png" : "jpg" }
}
