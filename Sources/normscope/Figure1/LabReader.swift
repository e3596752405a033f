// SPDX-License-Identifier: MIT

import Assets
import Explorer
import FileIO
import Networks
import Stylization
import Training

/// Reads the curves of Figure 1 for the Lab page: the bundled ones and those in the user's folder.
struct LabReader {
  /// Folder of the bundled curves; nil if the bundled files are not found.
  let bundledFolder: String?
  /// Folder of the user's curves; nil without a data directory.
  let userFolder: String?

  /// Planned steps of a training without a record: the number in the paper.
  static let defaultSteps = 5000
  /// Maximum number of points of a displayed curve.
  static let pointLimit = 400

  /// - Parameter userFolder: the folder of the user's curves; by default that of
  ///   `experiment figure1`.
  init(
    userFolder: String? = nil,
    _ environment: [String: String] = ProcessParameters.environment
  ) {
    bundledFolder = AssetFolder.locate().map { $0 + "/Networks/figure1" }
    self.userFolder =
      userFolder.map(\.absolutePath) ?? UserDirectories(environment).figure
  }

  /// Returns all conditions of each folder that has a curve, or the paper's curves alone.
  /// - Parameter warn: called with a message for each file that cannot be read; a curve that cannot
  ///   be read is empty.
  func lab(warn: (String) -> Void) -> LabData {
    let folders = [(bundledFolder, "bundled"), (userFolder, "user")].compactMap { path, source in
      path.map { (path: $0, source: source) }
    }
    let conditions = folders.flatMap { Self.conditions(in: $0.path, source: $0.source, warn) }
    let nonEmpty = conditions.filter { condition in
      conditions.contains { $0.source == condition.source && $0.batch.done + $0.instance.done > 0 }
    }
    return LabData(
      conditions: nonEmpty.isEmpty ? Self.paperConditions() : nonEmpty,
      isTraining: nonEmpty.contains { $0.source == "user" && $0.done < $0.planned })
  }

  private static func paperConditions() -> [LabData.Condition] {
    Figure1Condition.allCases.map { labCondition($0, "", [LossCurve(), LossCurve()], in: nil) }
  }

  private static func conditions(
    in folder: String, source: String, _ warn: (String) -> Void
  ) -> [LabData.Condition] {
    func read<T>(_ body: () throws -> T?) -> T? {
      do { return try body() } catch {
        warn("\(error)")
        return nil
      }
    }
    return Figure1Condition.allCases.map { condition in
      let files = [NetworkDescription.FeedForwardNorm.batch, .instance].map {
        Figure1Files(Figure1Variant(condition, $0), in: folder)
      }
      let curves = files.map { files in read { try files.curve() } ?? LossCurve() }
      let planned = files.map { files in read { try files.plannedSteps() } ?? defaultSteps }
      return labCondition(condition, source, curves, in: folder, planned: planned)
    }
  }

  /// Returns a condition of the Lab page.
  /// - Parameters:
  ///   - curves: the curves of batch and instance normalization.
  ///   - planned: their planned numbers of steps.
  static func labCondition(
    _ condition: Figure1Condition, _ source: String, _ curves: [LossCurve], in folder: String?,
    planned: [Int] = [defaultSteps, defaultSteps]
  ) -> LabData.Condition {
    let commonSteps = curves.map(\.steps).min() ?? 0
    func curve(
      _ norm: NetworkDescription.FeedForwardNorm, _ curve: LossCurve, planned: Int
    ) -> LabData.Curve {
      let run = Figure1Variant(condition, norm)
      let files = folder.map { Figure1Files(run, in: $0) }
      return LabData.Curve(
        points: points(of: curve), done: curve.steps,
        planned: curve.steps == 0 ? 0 : max(curve.steps, planned),
        checkpoints: files.map {
          networks($0, after: curve.steps, in: source == "bundled" ? folder : nil)
        } ?? [],
        paper: zip(PaperCurves.steps, PaperCurves.losses(run)).map {
          LabData.Point(step: $0, loss: $1)
        },
        atPaper: PaperCurves.steps.map(curve.meanStyleLoss),
        end: commonSteps > 0 ? curve.meanStyleLoss(at: commonSteps) : nil)
    }
    return LabData.Condition(
      title: condition.title, source: source,
      batch: curve(.batch, curves[0], planned: planned[0]),
      instance: curve(.instance, curves[1], planned: planned[1]))
  }

  /// Returns the saved networks of a training. Those of the bundled training on original
  /// photographs are bundled as separate networks in the parent folder.
  private static func networks(
    _ files: Figure1Files, after steps: Int, in bundledFolder: String?
  ) -> [LabData.Checkpoint] {
    let saved = files.networks().map { LabData.Checkpoint(step: $0.step, path: $0.path) }
    guard let bundledFolder, files.run.condition == .original else { return saved }
    let path =
      bundledFolder.parentPath + "/feedforward-\(files.run.norm.rawValue)"
      + NetworkLibrary.fileExtension
    guard saved.isEmpty, FileKind(path) != .nothing else { return saved }
    return [LabData.Checkpoint(step: steps, path: path)]
  }

  /// Returns a curve with at most `pointLimit` points, each the mean over the same number of steps.
  static func points(of curve: LossCurve) -> [LabData.Point] {
    let width = max(1, (curve.steps + pointLimit - 1) / pointLimit)
    return stride(from: 0, to: curve.steps, by: width).map { start in
      let part = curve.entries[start..<min(curve.steps, start + width)]
      let sum = part.reduce(0) { $0 + $1.style }
      return LabData.Point(step: start + part.count, loss: sum / Double(part.count))
    }
  }
}
