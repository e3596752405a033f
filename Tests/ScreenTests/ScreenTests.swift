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

  @Test func everyRecordedScreenHasAScene() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Snapshot.folder.path)
    let names = Set(Scene.all.map { $0.name + ".txt" })
    #expect(names.count == Scene.all.count)
    #expect(files.filter { !names.contains($0) }.isEmpty)
  }
}
