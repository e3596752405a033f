// SPDX-License-Identifier: MIT

import Assets
import Explorer
import FileIO
import Foundation
import Networks
import Training

/// Reads the curves of Figure 1 for the Lab page: those that come along, and the person's own.
struct LabReader {
  /// The folder of those that come along; nil where it is not found.
  let shipped: String?
  /// The folder of the person's own; nil where there is no home.
  let own: String?

  /// The steps that are planned where nothing says so: the paper's.
  static let usualSteps = 5000
  /// A curve is shown in so many points at most.
  static let mostPoints = 400

  /// - Parameter own: the folder that was asked for; by default that of the command.
  init(own: String? = nil, _ environment: [String: String] = ProcessInfo.processInfo.environment) {
    shipped = AssetFolder.locate().map { $0 + "/Networks/figure1" }
    self.own =
      own.map { URL(fileURLWithPath: $0).path } ?? UserFolders(environment).figure
  }

  /// All conditions of the folders that have any; without one the paper's curves alone.
  /// - Parameter say: takes a sentence about each file that cannot be read; its curve is empty.
  func lab(say: (String) -> Void) -> LabData {
    let folders = [(shipped, "bundled"), (own, "user")].compactMap { path, source in
      path.map { (path: $0, source: source) }
    }
    let panels = folders.flatMap { Self.panels(in: $0.path, source: $0.source, say) }
    let found = panels.filter { panel in
      panels.contains { $0.source == panel.source && $0.batch.done + $0.instance.done > 0 }
    }
    return LabData(
      conditions: found.isEmpty ? Self.panels(in: nil, source: "", say) : found,
      isGrowing: found.contains { $0.source == "user" && $0.done < $0.planned })
  }

  private static func panels(
    in folder: String?, source: String, _ say: (String) -> Void
  ) -> [LabData.Condition] {
    FigureCondition.allCases.map { condition in
      let files = [NetworkDescription.TransferNorm.batch, .instance].map {
        (FigureRun(condition, $0), folder)
      }
      let curves = files.map { run, folder in
        do { return try folder.map { try FigureFiles(run, in: $0).curve() } ?? LossCurve() } catch {
          say("\(error)")
          return LossCurve()
        }
      }
      return panel(condition, source, curves, in: folder)
    }
  }

  /// A condition of the curves of BN and IN. - Parameter planned: the steps of one that has begun,
  /// where no record in the folder says so.
  static func panel(
    _ condition: FigureCondition, _ source: String, _ curves: [LossCurve], in folder: String?,
    planned: Int = usualSteps
  ) -> LabData.Condition {
    let both = curves.map(\.steps).min() ?? 0
    func curve(_ norm: NetworkDescription.TransferNorm, _ curve: LossCurve) -> LabData.Curve {
      let run = FigureRun(condition, norm)
      let files = folder.map { FigureFiles(run, in: $0) }
      return LabData.Curve(
        points: points(of: curve), done: curve.steps,
        planned: curve.steps == 0 ? 0 : max(curve.steps, files?.planned() ?? planned),
        checkpoints: files.map {
          saved($0, after: curve.steps, in: source == "bundled" ? folder : nil)
        }
          ?? [],
        paper: zip(FigurePaper.steps, FigurePaper.losses(run)).map {
          LabData.Point(step: $0, loss: $1)
        },
        atPaper: FigurePaper.steps.map(curve.style),
        end: both > 0 ? curve.style(at: both) : nil)
    }
    return LabData.Condition(
      title: condition.title, source: source, batch: curve(.batch, curves[0]),
      instance: curve(.instance, curves[1]))
  }

  /// The networks that were saved. Of the run that comes along those on original photographs do, too,
  /// as networks of their own beside its folder.
  private static func saved(
    _ files: FigureFiles, after steps: Int, in shipped: String?
  ) -> [LabData.Checkpoint] {
    let found = files.networks().map { LabData.Checkpoint(step: $0.step, path: $0.path) }
    guard let shipped, files.run.condition == .original else { return found }
    let path =
      URL(fileURLWithPath: shipped).deletingLastPathComponent().path
      + "/feedforward-\(files.run.norm.rawValue)" + NetworkLibrary.ending
    guard found.isEmpty, FileManager.default.fileExists(atPath: path) else { return found }
    return [LabData.Checkpoint(step: steps, path: path)]
  }

  /// Means over as few steps each as leave no more points than are shown.
  static func points(of curve: LossCurve) -> [LabData.Point] {
    let width = max(1, (curve.steps + mostPoints - 1) / mostPoints)
    return stride(from: 0, to: curve.steps, by: width).map { start in
      let part = curve.points[start..<min(curve.steps, start + width)]
      let sum = part.reduce(0) { $0 + $1.style }
      return LabData.Point(step: start + part.count, loss: sum / Double(part.count))
    }
  }
}
