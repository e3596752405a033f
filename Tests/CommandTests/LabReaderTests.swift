// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import TestSupport
import Testing
import Training

@testable import Explorer
@testable import normscope

/// Curves as the Lab page gets them.
@Suite struct LabReaderTests {
  private func curve(_ steps: Int, _ loss: Double = 1) -> LossCurve {
    (0..<steps).reduce(into: LossCurve()) { curve, step in
      curve.add([.style: loss * Double(step + 1), .content: 1])
    }
  }

  private func reader(_ folder: ScratchFolder) -> LabReader {
    LabReader(own: folder.path, ["HOME": folder.path])
  }

  @Test func anEmptyFolderShowsThePaperOrWhatComesAlong() throws {
    let folder = try ScratchFolder()
    let lab = reader(folder).lab { Issue.record("\($0)") }
    #expect(lab.conditions.count == 3 && !lab.isGrowing)
    #expect(lab.conditions[0].batch.paper.map(\.loss) == [6.40, 2.85, 2.28])
  }

  @Test func aFolderWithOneCurveIsShownWithAllItsConditions() throws {
    let folder = try ScratchFolder()
    try FileBytes.write(Array(curve(30).csv.utf8), to: folder("style-batch.csv"))
    let lab = reader(folder).lab { Issue.record("\($0)") }
    let own = lab.conditions.filter { $0.source == "user" }
    #expect(own.map(\.title) == ["original", "contrast-normalized", "style-normalized"])
    #expect(own[2].batch.done == 30 && own[2].batch.planned == 5000 && own[2].ratio == nil)
    #expect(lab.isGrowing)
  }

  @Test func bothAreComparedWhereBothHaveCome() {
    let panel = LabReader.panel(.original, "", [curve(100), curve(40, 3)], in: nil)
    #expect(panel.batch.end == 38.5 && panel.instance.end == 3 * 38.5)
    #expect(panel.batch.atPaper == [nil, nil, nil])
  }

  @Test func aLongCurveIsThinnedToMeans() {
    let points = LabReader.points(of: curve(1000))
    #expect(points.count <= LabReader.mostPoints)
    #expect(points.first == LabData.Point(step: 3, loss: 2))
    #expect(points.last == LabData.Point(step: 1000, loss: 1000))
    #expect(LabReader.points(of: curve(0)).isEmpty)
  }

  @Test func aFileOfSomethingElseIsASentence() throws {
    let folder = try ScratchFolder()
    try FileBytes.write(Array("a,b\n".utf8), to: folder("style-batch.csv"))
    try FileBytes.write(Array("step,style,content\n1,2,3\n".utf8), to: folder("style-instance.csv"))
    var said: [String] = []
    let lab = reader(folder).lab { said.append($0) }
    #expect(said.count == 1 && said[0].contains("style-batch.csv"), "\(said)")
    let panel = try #require(lab.conditions.first { $0.instance.done == 1 })
    #expect(panel.batch.done == 0 && panel.batch.points.isEmpty)
  }

  @Test func withoutVGGThereIsASentenceAndNothingIsBegun() throws {
    let folder = try ScratchFolder()
    let outcome = try Outcome(
      of: Program.path, ["experiment", "figure1", "--steps", "1", "-o", folder("out")])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("normscope networks install vgg19"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder("out")).isEmpty)
  }

  @Test(arguments: [
    ["--steps", "0"], ["--minutes", "0"], ["--condition", "none"], ["--norm", "x"],
  ])
  func optionsThatCannotBeAreRefused(_ options: [String]) throws {
    let outcome = try Outcome(of: Program.path, ["experiment", "figure1"] + options)
    #expect(outcome.code == 2)
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }
}
