// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Settings
import Stylization

/// Results that a page of the explorer displays.
struct PageResult {
  /// Result of the current settings.
  let result: RenderResult
  /// Statistics for the page.
  var report: ResultReport
  /// The settings under each mode of the Compare page; empty on other pages.
  var compared: [NormalizationMode: ComparedResult] = [:]

  /// Result under one mode.
  struct ComparedResult {
    let result: RenderResult
    let channels: [ChannelReport]
  }
}

/// Computes the results and the report of a page.
struct PageRenderer {
  let pipeline: Pipeline
  let settings: RenderSettings
  /// Style picture that is displayed.
  let style: String?

  /// Returns the results of a page. - Throws: `RunMonitor.Cancelled`, or the pipeline's errors.
  func render(_ page: Page) throws -> PageResult {
    if page == .compare {
      pipeline.monitor.expect(runs: Set(NormalizationMode.comparePageModes + [settings.mode]).count)
    }
    let result = try pipeline.inspect(settings, withBatch: page == .batch)
    var pageResult = PageResult(result: result, report: try report(result))
    if page == .compare { try compare(&pageResult) }
    if page == .batch { pageResult.report.batch = try batchReport(result) }
    return pageResult
  }

  /// Adds the result of each mode. A mode that cannot be computed has an error message
  /// instead and does not affect the others.
  private func compare(_ page: inout PageResult) throws {
    page.report.comparisons = try NormalizationMode.comparePageModes.map { mode in
      do {
        if settings.mode != mode { pipeline.monitor.beginNextRun() }
        let result =
          try settings.mode == mode
          ? page.result : pipeline.inspect(settings.with(mode: mode))
        let channels = Self.channels(result)
        page.compared[mode] = PageResult.ComparedResult(result: result, channels: channels)
        return Comparison(
          mode,
          Comparison.Statistics(
            transforms: result.site.transforms ?? [], results: channels.map(\.result),
            clipped: result.clippedShare))
      } catch let cancelled as RunMonitor.Cancelled {
        throw cancelled
      } catch {
        return Comparison(mode, problem: "\(error)")
      }
    }
  }
}

extension PageRenderer {
  /// The report of one result.
  func report(_ result: RenderResult) throws -> ResultReport {
    let input = result.site.input
    var report = ResultReport(
      content: try caption(settings.input), style: try style.map { try caption(styleInput($0)) },
      channels: Self.channels(result), pooledPictures: result.site.pooledPictures,
      pooledValues: pooledValues(input.shape, result.site.pooledPictures),
      pictures: settings.input.isPicture ? 1 : input.shape.n, clipped: result.clippedShare,
      milliseconds: result.milliseconds, warnings: result.warnings)
    if case .tensor(let path, let name, _) = settings.input {
      report.elementType = try pipeline.pictures.array(path, tensor: name).typeText
    }
    report.mapAspect = Double(input.shape.h) / Double(input.shape.w)
    return report
  }

  private static func channels(_ result: RenderResult) -> [ChannelReport] {
    let site = result.site
    let transforms = site.transforms
    return site.input.channelNames.indices.map { c in
      let content = site.input.statistics[c]
      let transform = transforms?[c]
      return ChannelReport(
        name: site.input.channelNames[c], content: content, style: site.style?.channels[c],
        uneditedAffine: site.unedited?[c] ?? .identity, transform: transform,
        result: transform.map { content.mapped(by: $0) } ?? content)
    }
  }

  private func pooledValues(_ shape: Shape, _ pictures: Int) -> Int {
    switch settings.mode {
    case .batch: shape.planeSize * pictures
    case .layer: shape.planeSize * shape.c
    case .group: shape.planeSize * shape.c / max(1, settings.groups)
    case .instance, .conditional, .adaptive, .none: shape.planeSize
    }
  }

  /// The displayed style: a picture or a tensor, as the content is. No file is opened, because this
  /// runs for every frame.
  private func styleInput(_ path: String) -> Input {
    guard !settings.input.isPicture else { return .picture(path: path) }
    let name = settings.styles.first { $0.path == path }?.tensor
    return .tensor(path: path, name: name, index: 0)
  }

  private func caption(_ input: Input) throws -> ResultReport.Caption {
    let (path, name) = (input.path, input.path.lastPathComponent)
    if case .tensor(_, let tensor, _) = input {
      return ResultReport.Caption(
        name: tensor.map { "\(name) · \($0)" } ?? name,
        size: try pipeline.pictures.array(path, tensor: tensor).shape.description)
    }
    let loaded = try pipeline.pictures.picture(PictureKey(path, size: settings.size))
    let size = "\(loaded.picture.width)×\(loaded.picture.height)"
    let isOriginal = loaded.picture.width == loaded.originalWidth
    return ResultReport.Caption(
      name: name,
      size: isOriginal ? size : "\(size) of \(loaded.originalWidth)×\(loaded.originalHeight)")
  }
}

extension PageRenderer {
  /// Moments of every picture of the batch before and after, and the spread of the pictures under
  /// each mode. Only moments are transformed, no values.
  private func batchReport(_ result: RenderResult) throws -> BatchReport {
    let input = result.site.input
    let (planes, shape) = (input.moments, input.shape)
    let after = Self.transformed(planes, by: result.site.batchTransforms)
    return BatchReport(
      pictures: names(count: shape.n).enumerated().map { n, name in
        let channels = n * shape.c..<(n + 1) * shape.c
        return BatchReport.Member(
          name: name, before: Array(planes[channels]), after: Array(after[channels]))
      },
      outcomes: NormalizationMode.batchPageModes.map { outcome($0, planes, shape) })
  }

  private func outcome(_ mode: NormalizationMode, _ planes: [Moments], _ shape: Shape)
    -> BatchReport.Outcome
  {
    do {
      let transforms = try pipeline.transforms(
        settings.with(mode: mode), planes: planes, in: shape)
      let after = Self.transformed(planes, by: transforms)
      return BatchReport.Outcome(mode: mode, spread: Spread(planes: after, channels: shape.c))
    } catch {
      return BatchReport.Outcome(mode: mode, spread: nil, problem: "\(error)")
    }
  }

  private static func transformed(
    _ planes: [Moments], by transforms: [PlaneTransform]?
  ) -> [Moments] {
    transforms.map { zip($0, planes).map { $0.output(of: $1) } } ?? planes
  }

  private func names(count: Int) -> [String] {
    guard settings.input.isPicture else { return (0..<count).map { "picture \($0)" } }
    return ([settings.input.path] + settings.batch).map(\.lastPathComponent)
  }
}

extension RenderResult {
  /// Share of the picture's values that were clipped for display, 0…1; nil without a picture.
  var clippedShare: Double? {
    rendering.map { Double($0.clipped) / Double(3 * $0.picture.width * $0.picture.height) }
  }
}
