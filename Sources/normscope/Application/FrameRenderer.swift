// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Pictures
import Settings
import Stylization
import Terminal

/// Renders frames for the explorer: runs the pipeline, and encodes pictures for the terminal.
final class FrameRenderer {
  let pipeline: Pipeline
  private let encoder: PictureEncoder
  let cell: CellSize
  /// Pictures that no slider changes.
  private let cachedInputs = ByteCache<InputPictureKey, Raster>(limit: 64 << 20, size: \.byteCount)
  /// Newest raster of each slot whose picture sliders change.
  var results: [PictureSlot: (key: ResultKey, isFine: Bool, raster: Raster)] = [:]

  private struct InputPictureKey: Hashable {
    let picture: PictureKey
    let box: Request.Box
    let mode: String
  }

  init(pipeline: Pipeline, encoder: PictureEncoder, cell: CellSize) {
    (self.pipeline, self.encoder, self.cell) = (pipeline, encoder, cell)
  }

  /// Returns the answer to a request, or an error message where it cannot be computed; nil where it
  /// was cancelled.
  func frame(
    _ request: Request, _ mode: GraphicsMode, _ monitor: RunMonitor = RunMonitor()
  ) -> Frame? {
    pipeline.monitor = monitor
    do {
      guard !request.settings.input.path.isEmpty else {
        return Frame(request, problem: "no content; press c to choose a picture")
      }
      let page = PageRenderer(
        pipeline: pipeline, settings: request.settings, style: request.style)
      let result = try page.render(request.page)
      var rasters: [PictureSlot: Raster] = [:]
      let time = try ContinuousClock().measure {
        for (slot, box) in request.boxes {
          let order = RasterRequest(slot: slot, box: box, request: request, mode: mode)
          rasters[slot] = try raster(order, result)
        }
      }
      evictHidden(request)
      return Frame(
        request, report: result.report, rasters: rasters,
        encodingMilliseconds: time / .milliseconds(1))
    } catch is RunMonitor.Cancelled {
      return nil
    } catch {
      return Frame(request, problem: Self.shortened("\(error)", request.settings))
    }
  }

  /// An error message with file names instead of paths, which would leave no room for the reason.
  private static func shortened(_ text: String, _ settings: RenderSettings) -> String {
    ([settings.input.path] + settings.styles.map(\.path) + settings.batch).reduce(text) {
      text, path in
      path.contains("/")
        ? text.replacing(path.printable, with: path.lastPathComponent.printable) : text
    }
  }

  private func raster(_ rasterRequest: RasterRequest, _ page: PageResult) throws -> Raster? {
    let (settings, result) = (rasterRequest.settings, page.result)
    let isAll = rasterRequest.request.channel == .all
    switch (rasterRequest.slot, result.rendering) {
    case (.compare, _), (.batchContent, _), (.batchResult, _), (.mapBefore, _), (.mapAfter, _):
      return try pageRaster(rasterRequest, page)
    case (.result, let rendering?): return encode(rendering.picture, rasterRequest)
    case (.resultMap, let rendering?) where isAll: return encode(rendering.picture, rasterRequest)
    case (.content, _) where settings.input.isPicture:
      return try inputPicture(settings.input.path, settings.isEqualized, rasterRequest)
    case (.contentMap, _?) where isAll:
      return try inputPicture(settings.input.path, settings.isEqualized, rasterRequest)
    case (.style, _) where settings.input.isPicture:
      return try rasterRequest.request.style.map { try inputPicture($0, false, rasterRequest) }
    case (.style, _): return nil
    case (.content, _), (.contentMap, _):
      return encode(map(result.site, rasterRequest.channel, after: false), rasterRequest)
    case (.result, _), (.resultMap, _):
      return encode(map(result.site, rasterRequest.channel, after: true), rasterRequest)
    }
  }

  /// A picture that no slider changes, encoded once in the best quality.
  private func inputPicture(_ path: String, _ isEqualized: Bool, _ rasterRequest: RasterRequest)
    throws -> Raster
  {
    let key = PictureKey(path, size: rasterRequest.settings.size, isEqualized: isEqualized)
    let inputPicture = InputPictureKey(
      picture: key, box: rasterRequest.box, mode: "\(rasterRequest.mode)")
    return try cachedInputs.value(inputPicture) {
      encode(
        try pipeline.pictures.picture(key).picture, rasterRequest.box, rasterRequest.mode, .fine)
    }
  }

  /// One channel in gray, from its smallest to its largest value unless a range is given.
  /// - Parameter factor: side of the blocks of values that are averaged first.
  func map(
    _ site: SiteResult, _ index: Int, after: Bool, range: ClosedRange<Double>? = nil,
    thinnedBy factor: Int = 1
  ) -> Picture {
    let channel = min(index, site.input.shape.c - 1)
    return site.input.values.picture(
      of: GrayMap(
        picture: 0, channel: channel, transform: after ? site.transforms?[channel] : nil,
        range: range, thinning: factor))
  }

  func encode(_ picture: Picture, _ rasterRequest: RasterRequest) -> Raster {
    encode(picture, rasterRequest.box, rasterRequest.mode, rasterRequest.isFine ? .fine : .coarse)
  }

  private func encode(
    _ picture: Picture, _ box: Request.Box, _ mode: GraphicsMode, _ quality: RasterQuality
  ) -> Raster {
    let size = PictureEncoder.cells(
      forWidth: picture.width, height: picture.height, columns: box.columns, rows: box.rows,
      cell: cell)
    return encoder.raster(
      picture, columns: size.columns, rows: size.rows, mode: mode, quality: quality)
  }

  /// Returns the summary of a network, given its name or path.
  func summary(of network: String) throws -> NetworkSummary {
    try NetworkSummary(pipeline.networks.file(of: network), called: network)
  }

  /// Returns the new description of the settings' network if its file has changed; nil otherwise,
  /// also where it cannot be read: the frame reports that.
  func changedNetwork(_ settings: RenderSettings) -> NetworkSummary? {
    guard let known = settings.network?.summary else { return nil }
    return (try? pipeline.networks.changedSummary(of: known)) ?? nil
  }

  /// Returns the pictures of the batch that are the content itself, or a picture before them, under
  /// another path.
  func duplicatesInBatch(_ settings: RenderSettings) -> [String] {
    let rest = settings.with(content: settings.input.path).batch
    return settings.batch.filter { !rest.contains($0) }
  }

  /// Writes an export.
  func export(_ job: ExportJob, _ exporter: Exporter?) -> [Message] {
    // Exports are never cancelled.
    pipeline.monitor = RunMonitor()
    return exporter?.carryOut(job, pipeline) ?? []
  }

  /// Returns the tensors of a file that can be used.
  func tensors(of path: String, for purpose: FileChooser.Purpose) throws -> TensorListing {
    try TensorListing(TensorFile.entries(of: path), of: path, for: purpose)
  }

  /// Returns the file chooser's preview of a file.
  func filePreview(_ path: String, in box: Request.Box, _ mode: GraphicsMode) -> FilePreview {
    do {
      switch TensorFile.format(of: path) {
      case .array:
        let array = try pipeline.pictures.array(path)
        return FilePreview(
          path: path, raster: nil, caption: "tensor \(array.shape) \(array.typeText)")
      case .archive:
        let count = try TensorFile.entries(of: path).count { $0.isUsable() }
        return FilePreview(
          path: path, raster: nil, caption: count == 1 ? "1 tensor" : "\(count) tensors")
      case nil: break
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

/// A picture slot, and how its raster is requested.
struct RasterRequest {
  let slot: PictureSlot
  let box: Request.Box
  let request: Request
  let mode: GraphicsMode

  var settings: RenderSettings { request.settings }
  var channel: Int { request.channel.index ?? 0 }
  var isFine: Bool { request.quality == .fine }
  /// Whether the slot is that of a picture's result on the Batch page.
  var isResult: Bool { if case .batchResult = slot { true } else { false } }
}

extension Raster {
  /// Bytes of memory, for the cache.
  var byteCount: Int {
    let payloadBytes =
      switch payload {
      case .cells(let cells): cells.count * MemoryLayout<Cell>.stride
      case .graphics(.string(let bytes)): bytes.count
      case .graphics(.rows(let rows)): rows.reduce(0) { $0 + $1.count }
      case .graphics(.pixels(let pixels)): pixels.base64.count
      }
    return payloadBytes + (source?.pixels.count ?? 0)
  }
}
