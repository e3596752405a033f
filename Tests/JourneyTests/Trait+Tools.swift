// SPDX-License-Identifier: MIT

import Testing

extension Trait where Self == ConditionTrait {
  /// Skips where tmux is not installed, unless the checks run, which must not skip anything.
  static var needsTmux: Self {
    .enabled(if: Tool.isRequired || Tool.areInstalled("tmux", "stty"), "tmux is not installed")
  }

  /// Skips where xterm and what drives it are not installed, unless the checks run.
  static var needsXterm: Self {
    .enabled(
      if: Tool.isRequired || Tool.areInstalled("Xvfb", "xterm", "import", "xdotool"),
      "one of Xvfb, xterm, imagemagick and xdotool is not installed")
  }
}
