// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Explorer

/// The screens as text files, to be looked at and compared.
@Suite struct ScreenTests {
  @Test(arguments: Scene.all) func everyScreenIsAsRecorded(_ scene: Scene) throws {
    let problem = try Snapshot(name: scene.name).problem(with: scene.canvas().text)
    #expect(problem == nil, "\(problem ?? "")")
  }

  /// Marks of clouds and curves are letters without color, which is recorded.
  @Test(arguments: Page.allCases.filter { $0 != .scatter && $0 != .lab }, ScreenSize.all)
  func withoutColorAPageSaysWhatItSaysWithIt(_ page: Page, _ size: ScreenSize) throws {
    let digit = String(Character(page.digit))
    let colored = try Stage(size).started().type(digit)
    let mono = try Stage(size).started().type(":theme: mono").press(.enter).type(digit)
    #expect(view(mono.state).text == view(colored.state).text)
  }

  @Test func everyRecordedScreenHasAScene() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Snapshot.folder.path)
    let names = Set(Scene.all.map { $0.name + ".txt" })
    #expect(names.count == Scene.all.count)
    #expect(files.filter { !names.contains($0) }.isEmpty)
  }
}
