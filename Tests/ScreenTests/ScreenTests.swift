// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Explorer

/// Snapshots of the screens as text files.
@Suite struct ScreenTests {
  @Test(arguments: ScreenCase.all) func everyScreenEqualsItsSnapshot(_ scene: ScreenCase) throws {
    let problem = try Snapshot(name: scene.name).problem(with: scene.canvas().text)
    #expect(problem == nil, "\(problem ?? "")")
  }

  /// Without color, marks of points and curves are letters; snapshots cover those pages.
  @Test(arguments: Page.allCases.filter { $0 != .scatter && $0 != .lab }, ScreenSize.all)
  func monochromeAndColorPagesContainTheSameText(_ page: Page, _ size: ScreenSize) throws {
    let digit = String(Character(page.digit))
    let colored = try ExplorerHarness(size).started().type(digit)
    let mono = try ExplorerHarness(size).started().type(":theme: mono").press(.enter).type(digit)
    #expect(view(mono.state).text == view(colored.state).text)
  }

  @Test func everySnapshotBelongsToAScene() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Snapshot.folder.path)
    let names = Set(ScreenCase.all.map { $0.name + ".txt" })
    #expect(names.count == ScreenCase.all.count)
    #expect(files.filter { !names.contains($0) }.isEmpty)
  }
}
