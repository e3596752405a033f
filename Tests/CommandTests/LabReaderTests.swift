// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import TestSupport
import Testing
import Training

@testable import Explorer
@testable import normscope

/// Curves of the Lab page, and the command `experiment figure1`.
@Suite struct LabReaderTests {
  private func curve(_ steps: Int, _ loss: Double = 1) -> LossCurve {
    (0..<steps).reduce(into: LossCurve()) { curve, step in
      curve.append([.style: loss * Double(step + 1), .content: 1])
    }
  }

  private func reader(_ folder: ScratchFolder) -> LabReader {
    LabReader(userFolder: folder.path, ["HOME": folder.path])
  }

  @Test func emptyFoldersShowThePaperOrTheBundledCurves() throws {
    let folder = try ScratchFolder()
    let lab = reader(folder).lab { Issue.record("\($0)") }
    #expect(lab.conditions.count == 3 && !lab.isTraining)
    #expect(lab.conditions[0].batch.paper.map(\.loss) == [6.40, 2.85, 2.28])
  }

  @Test func foldersWithOneCurveShowAllConditions() throws {
    let folder = try ScratchFolder()
    try FileContents.write(Array(curve(30).csv.utf8), to: folder("style-batch.csv"))
    let lab = reader(folder).lab { Issue.record("\($0)") }
    let conditions = lab.conditions.filter { $0.source == "user" }
    #expect(conditions.map(\.title) == ["original", "contrast-normalized", "style-normalized"])
    #expect(
      conditions[2].batch.done == 30 && conditions[2].batch.planned == 5000
        && conditions[2].ratio == nil)
    #expect(lab.isTraining)
  }

  @Test func curvesAreComparedAtTheLastCommonStep() {
    let condition = LabReader.labCondition(.original, "", [curve(100), curve(40, 3)], in: nil)
    #expect(condition.batch.end == 38.5 && condition.instance.end == 3 * 38.5)
    #expect(condition.batch.atPaper == [nil, nil, nil])
  }

  @Test func longCurvesAreReducedToMeans() {
    let points = LabReader.points(of: curve(1000))
    #expect(points.count <= LabReader.pointLimit)
    #expect(points.first == LabData.Point(step: 3, loss: 2))
    #expect(points.last == LabData.Point(step: 1000, loss: 1000))
    #expect(LabReader.points(of: curve(0)).isEmpty)
  }

  @Test func invalidCurvesAreReported() throws {
    let folder = try ScratchFolder()
    try FileContents.write(Array("a,b\n".utf8), to: folder("style-batch.csv"))
    try FileContents.write(
      Array("step,style,content\n1,2,3\n".utf8), to: folder("style-instance.csv"))
    var warnings: [String] = []
    let lab = reader(folder).lab { warnings.append($0) }
    #expect(warnings.count == 1 && warnings[0].contains("style-batch.csv"), "\(warnings)")
    let condition = try #require(lab.conditions.first { $0.instance.done == 1 })
    #expect(condition.batch.done == 0 && condition.batch.points.isEmpty)
  }

  @Test func missingVGGIsReportedAndNothingIsWritten() throws {
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
  func invalidOptionValuesAreRefused(_ options: [String]) throws {
    let outcome = try Outcome(of: Program.path, ["experiment", "figure1"] + options)
    #expect(outcome.code == 2)
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test func invalidRecordsAreReportedAndTheCurveIsShown() throws {
    let folder = try ScratchFolder()
    try FileContents.write(Array(curve(30).csv.utf8), to: folder("style-batch.csv"))
    try FileContents.write(Array("{}".utf8), to: folder("style-batch.json"))
    var warnings: [String] = []
    let lab = reader(folder).lab { warnings.append($0) }
    #expect(warnings.count == 1 && warnings[0].contains("style-batch.json"), "\(warnings)")
    let condition = try #require(
      lab.conditions.first { $0.source == "user" && $0.batch.done == 30 })
    #expect(condition.batch.planned == 5000)
  }
}
