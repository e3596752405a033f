// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import FileIO
import Normalization
import Pictures
import Settings

/// Option value that says in error messages what is accepted.
protocol DescribedArgument: ExpressibleByArgument {
  /// What is accepted, after "must be".
  static var expected: String { get }
}

/// Option value with an optional site: VALUE or SITE=VALUE.
struct SiteArgument<Value: DescribedArgument> {
  /// Name of the site, or "all"; nil if only a value is given.
  let site: String?
  /// Value.
  let value: Value

  /// Parses an option value. - Throws: `ValidationError` with what is accepted.
  static func parse(_ argument: String) throws -> SiteArgument {
    guard let parsed = SiteArgument(argument: argument) else {
      throw ValidationError("must be \(Value.expected), optionally after SITE=")
    }
    return parsed
  }

  private init?(argument: String) {
    guard let equals = argument.lastIndex(of: "=") else {
      guard let value = Value(argument: argument) else { return nil }
      (site, self.value) = (nil, value)
      return
    }
    guard equals != argument.startIndex,
      let value = Value(argument: String(argument[argument.index(after: equals)...]))
    else { return nil }
    (site, self.value) = (String(argument[..<equals]), value)
  }
}

/// Normalization mode with its groups: MODE, or group:G.
struct ModeArgument: DescribedArgument {
  let mode: NormalizationMode
  /// Number of groups of group normalization; nil if not given.
  let groups: Int?

  static let expected = "batch, instance, conditional, adaptive, layer, group[:G] or none"

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard let mode = parts.first.flatMap({ NormalizationMode(rawValue: String($0)) }) else {
      return nil
    }
    self.mode = mode
    guard parts.count > 1 else {
      groups = nil
      return
    }
    guard parts.count == 2, mode == .group, let groups = Int(parts[1]), groups > 0 else {
      return nil
    }
    self.groups = groups
  }
}

/// ε inside the root: a finite number of at least 0.
struct EpsilonArgument: DescribedArgument {
  let value: Double

  static let expected = "a finite number of at least 0"

  init?(argument: String) {
    guard let value = Double(argument), value.isFinite, value >= 0 else { return nil }
    self.value = value
  }
}

/// Edit of γ and β at a site: SITE[:CHANNEL]=FACTOR[,OFFSET].
struct SiteEditArgument {
  /// Name of the site, or "all".
  let site: String
  /// Channel; nil for all.
  let channel: Int?
  /// Factor on γ and offset on β.
  let edit: AffineEdit

  /// Parses an option value. - Throws: `ValidationError` with an example.
  static func parse(_ argument: String) throws -> SiteEditArgument {
    guard let value = SiteEditArgument(argument: argument) else {
      throw ValidationError("examples: relu4_1=0.5 for all channels, relu4_1:12=1.5,0.1 for one")
    }
    return value
  }

  private init?(argument: String) {
    guard let equals = argument.lastIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    let values = argument[argument.index(after: equals)...]
      .split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard (1...2).contains(values.count), let factor = values[0],
      let offset = values.count == 2 ? values[1] : 0, factor.isFinite, offset.isFinite
    else { return nil }
    edit = AffineEdit(factor: factor, offset: offset)
    let target = argument[..<equals]
    guard let colon = target.lastIndex(of: ":"),
      let channel = Int(target[target.index(after: colon)...])
    else {
      (site, self.channel) = (String(target), nil)
      return
    }
    guard channel >= 0, colon != target.startIndex else { return nil }
    (site, self.channel) = (String(target[..<colon]), channel)
  }
}

/// Style picture with its weight in a mixture: PATH or PATH:WEIGHT.
struct StyleArgument: ExpressibleByArgument {
  let style: WeightedStyle

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"), colon != argument.startIndex,
      FileKind(argument) == .nothing,
      let weight = Double(argument[argument.index(after: colon)...]), weight.isFinite
    else {
      style = WeightedStyle(path: argument)
      return
    }
    style = WeightedStyle(path: String(argument[..<colon]), weight: weight)
  }
}

/// Comma-separated numbers: one for all channels, or one per channel.
struct NumberList: DescribedArgument, Equatable {
  let values: [Double]

  static let expected = "one number, or one per channel separated by commas"

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0.trimmingPrefix { $0 == " " }) }
    guard numbers.count == parts.count, numbers.allSatisfy(\.isFinite) else { return nil }
    values = numbers
  }
}

extension NormalizationMode: ExpressibleByArgument {}
extension AdaINConvention: ExpressibleByArgument {}

extension NormalizationMode {
  /// Modes other than `none`.
  static let normalizing = allCases.filter { $0 != .none }

  /// Returns a mode other than `none` by its name. - Throws: `ValidationError`.
  static func normalizing(_ name: String) throws -> NormalizationMode {
    guard let mode = NormalizationMode(rawValue: name), mode != .none else {
      let names = normalizing.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("accepted values: \(names)")
    }
    return mode
  }
}
