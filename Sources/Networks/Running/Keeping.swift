// SPDX-License-Identifier: MIT

/// What a run keeps of its activations.
enum Keeping {
  /// Nothing: every run begins at the picture.
  case nothing
  /// What a run that begins again at a site needs.
  case sites
  /// Everything, each in blocks of sixteen channels, as going back through the steps needs it.
  case all
}
