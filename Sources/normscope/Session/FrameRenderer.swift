// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Pictures
import Settings
import Terminal

/// Answers requests: computes in the studio and makes pictures ready for the terminal.
final class FrameRenderer {
  let studio: Studio
  private let encoder: PictureEncoder
  let cell: CellSize
  private let rasters = Cache<RasterKey, Raster>(limit: 64)
  /// The newest raster of each slot that sliders change, on the pages with many of them.
  var results: [PictureSlot: (key: ResultKey, isFine: Bool, raster: Raster)] = [:]

  /// What decides a raster that does not change while a slider moves.
  private struct RasterKey: Hashable {
    let name: String
    let box: Request.Box
    let mode: String
  }

  init(studio: Studio, encoder: PictureEncoder, cell: CellSize) {
    (self.studio, self.encoder, self.cell) = (studio, encoder, cell)
  }

  /// The answer to a request; a sentence where it cannot be computed.
  /// Nil where nobody waits for it any more.
  func frame(_ request: Request, _ mode: GraphicsMode, _ watch: RunWatch = RunWatch()) -> Frame? {
    studio.watch = watch
    do {
      guard !request.settings.input.path.isEmpty else {
        return Frame(request, problem: "no content yet: c chooses a picture")
      }
      let result = try studio.develop(
        request.settings, style: request.style, for: request.page)
      var rasters: [PictureSlot: Raster] = [:]
      let time = try ContinuousClock().measure {
        for (slot, box) in request.boxes {
          rasters[slot] = try raster(slot, box, request, result, mode)
        }
      }
      forgetHidden(request)
      return Frame(
        request, report: result.report, rasters: rasters,
        encodingMilliseconds: time / .milliseconds(1))
    } catch is RunWatch.Stale {
      return nil
    } catch {
      return Frame(request, problem: Self.sentence("\(error)", request.settings))
    }
  }

  /// A sentence that names files without their folders, which leave no room for the reason.
  private static func sentence(_ text: String, _ settings: RenderSettings) -> String {
    ([settings.input.path] + settings.styles.map(\.path) + settings.batch).reduce(text) {
      text, path in
      guard let slash = path.lastIndex(of: "/") else { return text }
      return text.replacing(
        path.printable, with: String(path[path.index(after: slash)...]).printable)
    }
  }

  private func raster(
    _ slot: PictureSlot, _ box: Request.Box, _ request: Request, _ result: Studio.Development,
    _ mode: GraphicsMode
  ) throws -> Raster? {
    let settings = request.settings
    let quality: RasterQuality = request.quality == .fine ? .fine : .coarse
    let isAll = request.channel == .all
    switch (slot, result.rendering) {
    case (.compare, _), (.batchContent, _), (.batchResult, _), (.mapBefore, _), (.mapAfter, _):
      return try pageRaster(slot, box, request, result, mode)
    case (.result, let rendering?): return encode(rendering.picture, box, mode, quality)
    case (.resultMap, let rendering?) where isAll:
      return encode(rendering.picture, box, mode, quality)
    case (.content, _) where settings.input.isPicture:
      return try still(settings, settings.input.path, settings.isEqualized, box, mode)
    case (.contentMap, _?) where isAll:
      return try still(settings, settings.input.path, settings.isEqualized, box, mode)
    case (.style, _) where settings.input.isPicture:
      return try request.style.map { try still(settings, $0, false, box, mode) }
    case (.style, _): return nil
    case (.content, _), (.contentMap, _):
      return encode(map(result.plan, request.channel.index ?? 0, after: false), box, mode, quality)
    case (.result, _), (.resultMap, _):
      return encode(map(result.plan, request.channel.index ?? 0, after: true), box, mode, quality)
    }
  }

  /// A picture that sliders do not change, made once and as well as possible.
  private func still(
    _ settings: RenderSettings, _ path: String, _ isEqualized: Bool, _ box: Request.Box,
    _ mode: GraphicsMode
  ) throws -> Raster {
    let name = "\(isEqualized) \(settings.size ?? 0) \(path)"
    return try rasters.value(RasterKey(name: name, box: box, mode: "\(mode)")) {
      let loaded = try studio.store.picture(path, size: settings.size, isEqualized: isEqualized)
      return encode(loaded.picture, box, mode, .fine)
    }
  }

  /// One channel in grey, from its smallest value to its largest unless other ends are given.
  /// Blocks of `factor` × `factor` values are averaged first.
  func map(
    _ plan: Studio.Plan, _ index: Int, after: Bool, low: Float? = nil, high: Float? = nil,
    thinnedBy factor: Int = 1
  ) -> Picture {
    let channel = min(index, plan.content.tensor.shape.c - 1)
    let plane = plan.content.tensor.thinnedPlane(0, channel, by: factor)
    let shape = plane.shape
    let step = after ? plan.steps?[channel] : nil
    let values = step.map { plane.applying([$0]) } ?? plane
    let finite = values.elements.lazy.filter(\.isFinite)
    return Picture(
      plane: values.elements, width: shape.w, height: shape.h, low: low ?? finite.min() ?? 0,
      high: high ?? finite.max() ?? 1)
  }

  func encode(
    _ picture: Picture, _ box: Request.Box, _ mode: GraphicsMode, _ quality: RasterQuality
  ) -> Raster {
    let size = PictureEncoder.cells(
      forWidth: picture.width, height: picture.height, columns: box.columns, rows: box.rows,
      cell: cell)
    return encoder.raster(
      picture, columns: size.columns, rows: size.rows, mode: mode, quality: quality)
  }

  /// Writes a file.
  func carryOut(_ job: ExportJob, _ exporter: Exporter?) -> [Message] {
    // An export is wanted whatever is asked for meanwhile.
    studio.watch = RunWatch()
    return exporter?.carryOut(job, studio) ?? []
  }

  /// The chooser's preview of a file.
  func candidate(_ path: String, in box: Request.Box, _ mode: GraphicsMode) -> FilePreview {
    do {
      if path.isArrayName {
        let shape = try studio.store.array(path).shape
        return FilePreview(path: path, raster: nil, caption: "tensor \(shape)")
      }
      let loaded = try PictureFile.read(path, fitting: 1024)
      return FilePreview(
        path: path, raster: encode(loaded.picture, box, mode, .fine),
        caption: "\(loaded.originalWidth)×\(loaded.originalHeight)")
    } catch {
      return FilePreview(path: path, raster: nil, caption: "\(error)")
    }
  }
}
