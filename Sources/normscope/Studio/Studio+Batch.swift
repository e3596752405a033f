// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Settings

extension Studio {
  /// Adds the moments of every picture of the batch before and after, and how far the pictures lie
  /// apart under each mode. Nothing is normalized for it: the moments go through the steps.
  func examineBatch(of settings: RenderSettings, into development: inout Development) throws {
    let content = development.plan.content
    let planes = try development.sitePlanes ?? batchPlanes(of: settings, content)
    let shape = content.tensor.shape
    let batch = Shape(planes.count / shape.c, shape.c, shape.h, shape.w)
    let steps = try steps(of: settings, planes: planes, in: batch)
    let after = Self.mapped(planes, by: steps)
    let names = names(of: settings, count: batch.n)
    development.batchSteps = steps
    development.report.batch = BatchReport(
      pictures: names.enumerated().map { n, name in
        let own = n * shape.c..<(n + 1) * shape.c
        return BatchReport.Picture(
          name: name, before: Array(planes[own]), after: Array(after[own]))
      },
      outcomes: Mode.spread.map { outcome(of: settings.using($0), planes, batch) })
  }

  /// The moments of all planes in the order of the page: a tensor's own, or the content's first.
  private func batchPlanes(of settings: RenderSettings, _ content: Site) throws -> [Moments] {
    if case .tensor(let path, _) = settings.input { return try store.arrayMoments(path) }
    return try planes(of: settings.using(.batch), content)
  }

  private func outcome(
    of settings: RenderSettings, _ planes: [Moments], _ shape: Shape
  ) -> BatchReport.Outcome {
    do {
      let after = Self.mapped(planes, by: try steps(of: settings, planes: planes, in: shape))
      return BatchReport.Outcome(
        mode: settings.mode, spread: Spread(planes: after, channels: shape.c))
    } catch {
      return BatchReport.Outcome(mode: settings.mode, spread: nil, problem: "\(error)")
    }
  }

  private static func mapped(_ planes: [Moments], by steps: [PlaneTransform]?) -> [Moments] {
    steps.map { zip($0, planes).map { $0.output(of: $1) } } ?? planes
  }

  private func names(of settings: RenderSettings, count: Int) -> [String] {
    guard settings.input.isPicture else { return (0..<count).map { "picture \($0)" } }
    return ([settings.input.path] + settings.batch).map { path in
      path.split(separator: "/").last.map(String.init) ?? path
    }
  }
}
