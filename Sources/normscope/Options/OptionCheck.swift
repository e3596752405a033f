// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import Settings

/// The ranges that several commands ask their options to be in.
enum OptionCheck {
  static func epsilon(_ value: Double) throws {
    guard value >= 0, value.isFinite else {
      throw ValidationError("--epsilon \(value): a number from 0 up is needed")
    }
  }

  static func threads(_ value: Int) throws {
    guard (1...256).contains(value) else {
      throw ValidationError("--threads \(value): 1 to 256 are possible")
    }
  }

  static func size(_ value: Int) throws { try size(value, option: "--size") }

  static func size(_ value: Int, option: String) throws {
    guard RenderSettings.sizes.contains(value) else {
      throw ValidationError("\(option) \(value): 16 to 16384 pixels are possible")
    }
  }

  static func jobs(_ value: Int) throws {
    guard (1...256).contains(value) else {
      throw ValidationError("--jobs \(value): 1 to 256 are possible")
    }
  }

  static func alpha(_ value: Double) throws {
    guard value.isFinite else { throw ValidationError("--alpha \(value): a number is needed") }
  }
}
