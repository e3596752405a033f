// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import Settings

/// Range checks of options that several commands have. They throw `ValidationError`.
enum OptionCheck {
  static func epsilon(_ value: Double) throws {
    guard value >= 0, value.isFinite else {
      throw ValidationError("--epsilon \(value): must be a finite number of at least 0")
    }
  }

  static func threads(_ value: Int) throws {
    guard (1...256).contains(value) else {
      throw ValidationError("--threads \(value): must be between 1 and 256")
    }
  }

  static func size(_ value: Int) throws { try size(value, option: "--size") }

  static func size(_ value: Int, option: String) throws {
    guard RenderSettings.sizes.contains(value) else {
      throw ValidationError("\(option) \(value): must be between 16 and 16384 pixels")
    }
  }

  static func jobs(_ value: Int) throws {
    guard (1...256).contains(value) else {
      throw ValidationError("--jobs \(value): must be between 1 and 256")
    }
  }

  static func alpha(_ value: Double) throws {
    guard value.isFinite else { throw ValidationError("--alpha \(value): must be a finite number") }
  }
}
