// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import FileIO
import Normalization
import Settings
import Stylization
import Weights

/// Source of γ and β of `normalize`.
struct AffineOptions: ParsableArguments {
  @Option(help: ArgumentHelp("γ: [C], or [S, C] for conditional.", valueName: "G.npy"))
  var gamma: String?
  @Option(help: ArgumentHelp("β: [C], or [S, C] for conditional.", valueName: "B.npy"))
  var beta: String?
  @Option(help: ArgumentHelp("Style tensor for adaptive, with any H×W.", valueName: "S.npy"))
  var style: String?
  @OptionGroup var styleMix: StyleMixOptions

  /// Files that the options name.
  var files: [String] { [gamma, beta, style].compactMap { $0 } }

  /// Checks that the given options apply to the mode.
  func validate(for mode: NormalizationMode) throws {
    let misplaced: [(Bool, String, Bool)] = [
      (
        style != nil,
        "--style has no effect with --mode \(mode.rawValue); omit it, or use --mode adaptive",
        mode == .adaptive
      ),
      (
        styleMix.alpha != nil,
        "--alpha has no effect with --mode \(mode.rawValue); omit it, or use --mode adaptive",
        mode == .adaptive
      ),
      (
        styleMix.convention != nil,
        "--convention has no effect with --mode \(mode.rawValue); omit it, or use --mode adaptive",
        mode == .adaptive
      ),
      (
        styleMix.styleIndex != nil,
        "--style-index has no effect with --mode \(mode.rawValue); omit it, or use --mode conditional",
        mode == .conditional
      ),
      (
        styleMix.styleWeights != nil,
        "--style-weights has no effect with --mode \(mode.rawValue); omit it, or use --mode conditional",
        mode == .conditional
      ),
      (
        gamma != nil, "--gamma does not apply to --mode adaptive, which computes γ from --style",
        mode != .adaptive
      ),
      (
        beta != nil, "--beta does not apply to --mode adaptive, which computes β from --style",
        mode != .adaptive
      ),
    ]
    for (isGiven, message, isAllowed) in misplaced where isGiven && !isAllowed {
      throw ValidationError(message)
    }
    try requireSource(for: mode)
  }

  private func requireSource(for mode: NormalizationMode) throws {
    if mode == .adaptive && style == nil {
      throw ValidationError("--mode adaptive needs --style S.npy")
    }
    guard mode == .conditional else { return }
    guard gamma != nil || beta != nil else {
      throw ValidationError("--mode conditional needs --gamma G.npy or --beta B.npy of [S, C]")
    }
    guard (styleMix.styleIndex == nil) != (styleMix.styleWeights == nil) else {
      throw ValidationError("--mode conditional needs one of --style-index and --style-weights")
    }
  }
}

/// Reads γ and β of `normalize` from tensor files.
enum AffineFile {
  /// Returns C values, stored with any shape of C elements: [C], [1, C], [1, C, 1, 1].
  static func vector(_ path: String, channels: Int, of input: String) throws -> [Double] {
    let array = try TensorFile.read(path, minimumRank: 1)
    guard array.shape.count == channels else {
      throw UsageError(
        "‘\(path.printable)’ has \(array.shape.count) values; "
          + "\(channels) are needed, one per channel of ‘\(input.printable)’")
    }
    return array.doubles.elements
  }

  /// Returns the rows of a table with the shape [S, C].
  static func table(_ path: String, channels: Int, of input: String) throws -> [[Double]] {
    let array = try TensorFile.read(path, minimumRank: 1)
    guard array.axes.count == 2, array.axes[1] == channels else {
      let shape = array.axes.map(String.init).joined(separator: ", ")
      throw UsageError(
        "‘\(path.printable)’ has the shape (\(shape)); conditional needs (S, \(channels)): "
          + "one row per style, one column per channel of ‘\(input.printable)’")
    }
    let values = array.doubles.elements
    return stride(from: 0, to: values.count, by: channels).map {
      Array(values[$0..<$0 + channels])
    }
  }
}
