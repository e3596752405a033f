// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Settings
import Stylization
import TestSupport
import Testing

@testable import normscope

/// Exported command lines of network settings.
extension ExportTests {
  /// Settings of `compact`, whose sites take a style.
  private enum StyleCase: String, CaseIterable {
    case untouched, mixed, edits, identityAffine, epsilon, batch, batchAlone, swaps, conditional
    case equalized, sizes, none, convention
  }

  private func choose(
    _ kind: StyleCase, _ settings: inout RenderSettings, _ choice: inout NetworkSettings
  ) {
    switch kind {
    case .untouched: break
    case .mixed: settings.alpha = 0.35
    case .edits:
      choice.sites[0].setEdit(AffineEdit(factor: 1.1, offset: -1 / 3), of: 5)
      for c in 0..<choice.summary.sites[1].channels {
        choice.sites[1].setEdit(AffineEdit(factor: -0.5), of: c)
      }
    case .identityAffine:
      choice.sites[1].usesIdentityAffine = true
      choice.sites[1].setEdit(AffineEdit(offset: 0.1), of: 3)
      choice.sites[1].edits = [0: AffineEdit(factor: 3)]
    case .epsilon: choice.sites[2].epsilon = 1.2345e-3
    case .batch: choice.setMode(everywhere: .batch)
    case .batchAlone: (choice.sites[0].mode, settings.batch) = (.batch, [])
    case .swaps:
      choice.sites[0].mode = .layer
      (choice.sites[1].mode, choice.sites[1].groups) = (.group, 8)
      (choice.sites[2].mode, settings.alpha) = (.instance, -0.5)
    case .conditional: choice.setMode(everywhere: .conditional)
    case .equalized: settings.isEqualized = true
    case .sizes: (settings.size, settings.styleSize) = (nil, 33)
    case .none:
      choice.setMode(everywhere: .none)
      settings.alpha = 0.5
    case .convention: settings.convention = .official
    }
  }

  private func settings(through path: String) throws -> (RenderSettings, NetworkSettings) {
    (settings, NetworkSettings(try NetworkSummary(NetworkLibrary().load(path), called: path)))
  }

  @Test(arguments: StyleCase.allCases.map { $0.rawValue })
  func theCommandLineOfANetworkRendersTheSamePicture(_ name: String) throws {
    var (settings, choice) = try settings(through: NetworkFixture.compact)
    choose(try #require(StyleCase(rawValue: name)), &settings, &choice)
    settings.network = choice
    try checkCommandLine(of: settings)
  }

  /// Settings of a network with style rows.
  private enum RowCase: String, CaseIterable {
    case untouched, mixture, noWeight, styleAtASite, mixedStyleAtASite, batch, swaps
  }

  private func choose(
    _ kind: RowCase, _ settings: inout RenderSettings, _ choice: inout NetworkSettings
  ) {
    switch kind {
    case .untouched: break
    case .mixture:
      choice.styleMixture = [
        WeightedStyle(row: 2, weight: 0.1 + 0.2), WeightedStyle(row: 0, weight: -0.5),
      ]
    case .noWeight: choice.styleMixture = [WeightedStyle(row: 1, weight: 0)]
    case .styleAtASite: choice.sites[2].mode = .adaptive
    case .mixedStyleAtASite: (choice.sites[1].mode, settings.alpha) = (.adaptive, 0.3)
    case .batch: choice.sites[0].mode = .batch
    case .swaps:
      (choice.sites[0].mode, choice.sites[3].mode) = (.none, .layer)
      choice.sites[3].setEdit(AffineEdit(factor: 2, offset: 0.25), of: 1)
    }
  }

  @Test(arguments: RowCase.allCases.map { $0.rawValue })
  func theCommandLineOfANetworkWithRowsRendersTheSamePicture(_ name: String) throws {
    try RandomNetwork.writeRows(to: folder("rows.safetensors"))
    var (settings, choice) = try settings(through: folder("rows.safetensors"))
    choose(try #require(RowCase(rawValue: name)), &settings, &choice)
    settings.network = choice
    try checkCommandLine(of: settings)
  }

  @Test(arguments: [NormalizationMode.batch, .conditional, .group], [true, false])
  func theCommandLineOfANetworkWithRunningMomentsRendersTheSamePicture(
    _ mode: NormalizationMode, _ isRunning: Bool
  ) throws {
    try RandomNetwork.writeBatch(to: folder("moments.safetensors"))
    var (settings, choice) = try settings(through: folder("moments.safetensors"))
    (choice.sites[1].mode, choice.sites[1].usesRunningStatistics) = (mode, isRunning)
    settings.network = choice
    try checkCommandLine(of: settings)
  }
}
