// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import TestSupport
import Testing

@testable import normscope

/// The command line of what was done within a network.
extension ExportTests {
  /// What can be done within `compact`, whose sites take a style.
  private enum StyleCase: String, CaseIterable {
    case untouched, mixed, edits, bare, epsilon, batch, batchAlone, swaps, conditional
    case equalized, sizes, none, convention
  }

  private func choose(_ kind: StyleCase, _ setup: inout Setup, _ choice: inout NetworkChoice) {
    switch kind {
    case .untouched: break
    case .mixed: setup.alpha = 0.35
    case .edits:
      choice.treatments[0].setEdit(Edit(factor: 1.1, offset: -1 / 3), of: 5)
      for c in 0..<choice.network.sites[1].channels {
        choice.treatments[1].setEdit(Edit(factor: -0.5), of: c)
      }
    case .bare:
      choice.treatments[1].isBare = true
      choice.treatments[1].setEdit(Edit(offset: 0.1), of: 3)
      choice.treatments[1].edits = [0: Edit(factor: 3)]
    case .epsilon: choice.treatments[2].epsilon = 1.2345e-3
    case .batch: choice.useEverywhere(.batch)
    case .batchAlone: (choice.treatments[0].mode, setup.batch) = (.batch, [])
    case .swaps:
      choice.treatments[0].mode = .layer
      (choice.treatments[1].mode, choice.treatments[1].groups) = (.group, 8)
      (choice.treatments[2].mode, setup.alpha) = (.instance, -0.5)
    case .conditional: choice.useEverywhere(.conditional)
    case .equalized: setup.isEqualized = true
    case .sizes: (setup.size, setup.styleSize) = (nil, 33)
    case .none:
      choice.useEverywhere(.none)
      setup.alpha = 0.5
    case .convention: setup.convention = .official
    }
  }

  private func setup(through path: String) throws -> (Setup, NetworkChoice) {
    (setup, NetworkChoice(try NetworkSummary(NetworkFile(path), called: path)))
  }

  @Test(arguments: StyleCase.allCases.map { $0.rawValue })
  func theCommandLineOfANetworkMakesTheSamePicture(_ name: String) throws {
    var (setup, choice) = try setup(through: NetworkFixture.compact)
    choose(try #require(StyleCase(rawValue: name)), &setup, &choice)
    setup.network = choice
    try checkCommandLine(of: setup)
  }

  /// What can be done within a network of rows.
  private enum RowCase: String, CaseIterable {
    case untouched, mixture, noWeight, styleAtASite, mixedStyleAtASite, batch, swaps
  }

  private func choose(_ kind: RowCase, _ setup: inout Setup, _ choice: inout NetworkChoice) {
    switch kind {
    case .untouched: break
    case .mixture:
      choice.rows = [StyleChoice(row: 2, weight: 0.1 + 0.2), StyleChoice(row: 0, weight: -0.5)]
    case .noWeight: choice.rows = [StyleChoice(row: 1, weight: 0)]
    case .styleAtASite: choice.treatments[2].mode = .adaptive
    case .mixedStyleAtASite: (choice.treatments[1].mode, setup.alpha) = (.adaptive, 0.3)
    case .batch: choice.treatments[0].mode = .batch
    case .swaps:
      (choice.treatments[0].mode, choice.treatments[3].mode) = (.none, .layer)
      choice.treatments[3].setEdit(Edit(factor: 2, offset: 0.25), of: 1)
    }
  }

  @Test(arguments: RowCase.allCases.map { $0.rawValue })
  func theCommandLineOfANetworkOfRowsMakesTheSamePicture(_ name: String) throws {
    try RandomNetwork.writeRows(to: folder("rows.safetensors"))
    var (setup, choice) = try setup(through: folder("rows.safetensors"))
    choose(try #require(RowCase(rawValue: name)), &setup, &choice)
    setup.network = choice
    try checkCommandLine(of: setup)
  }

  @Test(arguments: [Mode.batch, .conditional, .group], [true, false])
  func theCommandLineOfANetworkOfRunningMomentsMakesTheSamePicture(
    _ mode: Mode, _ isRunning: Bool
  ) throws {
    try RandomNetwork.writeBatch(to: folder("moments.safetensors"))
    var (setup, choice) = try setup(through: folder("moments.safetensors"))
    (choice.treatments[1].mode, choice.treatments[1].isRunning) = (mode, isRunning)
    setup.network = choice
    try checkCommandLine(of: setup)
  }
}
