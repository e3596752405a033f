// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Networks
import Settings
import Stylization
import Terminal

/// Background worker thread. A new request replaces a pending one of the same kind; exports are
/// never dropped.
final class Worker: @unchecked Sendable {
  // `waiting`, `mode`, `isComputing`, `isStopped` and `unwritten` are accessed under `condition`,
  // everything else on the worker's thread only.
  private struct Waiting {
    var request: Request?
    /// When it was requested.
    var requestedAt = ContinuousClock.now
    var preview: (path: String, box: Request.Box)?
    var folder: String?
    var tensors: (path: String, purpose: FileChooser.Purpose)?
    var exports: [ExportJob] = []
    var wantsNetworks = false
    /// A network with a new style row, and the name that it replaces.
    var updated: (network: Network, name: String)?
    var wantsLab = false
    var network: String?

    var isEmpty: Bool {
      !wantsNetworks && !wantsLab && updated == nil && network == nil && request == nil
        && preview == nil && folder == nil && tensors == nil && exports.isEmpty
    }
  }

  private let condition = NSCondition()
  private var waiting = Waiting()
  private var mode: GraphicsMode
  private let inbox: Inbox
  private let frameRenderer: FrameRenderer
  private let exporter: Exporter?
  /// Whether a frame is being rendered.
  private var isComputing = false
  private var isStopped = false
  private let lab: LabReader
  /// Content and batch that were checked last.
  private var checkedBatch: [String] = []
  /// Errors of curve files that have already been reported.
  private var reportedLabProblems: Set<String> = []
  /// Number of requested exports that are not completed.
  private var unwritten = 0
  private var lastShown = ContinuousClock.now
  /// Whether the last frame was cancelled.
  private var wasCancelled = false

  /// Creates a worker that puts its results into an inbox.
  init(
    frameRenderer: FrameRenderer, mode: GraphicsMode, inbox: Inbox, exporter: Exporter? = nil,
    lab: LabReader = LabReader()
  ) {
    (self.frameRenderer, self.mode, self.inbox, self.exporter) = (
      frameRenderer, mode, inbox, exporter
    )
    self.lab = lab
  }

  /// Starts the thread. It retains the worker until ``finish()``.
  func start() {
    CrashHandler.startThread { [self] in
      while let job = next() { work(job) }
    }
  }

  /// Requests work. Replaces a pending request of the same kind.
  func take(_ effect: Effect) {
    condition.withLock {
      switch effect {
      case .compute(let request): (waiting.request, waiting.requestedAt) = (request, .now)
      case .previewFile(let path, let box): waiting.preview = (path, box)
      case .listFolder(let folder): waiting.folder = folder
      case .listTensors(let path, let purpose): waiting.tensors = (path, purpose)
      case .export(let job):
        waiting.exports.append(job)
        unwritten += 1
      case .listNetworks: waiting.wantsNetworks = true
      case .loadLab: waiting.wantsLab = true
      case .openNetwork(let path): waiting.network = path
      case .notifyWhenIdle, .scheduleLabReload, .redraw, .suspend, .quit, .preferences, .learn,
        .stopLearning:
        break
      }
      condition.broadcast()
    }
  }

  /// Changes how pictures are encoded for the terminal.
  func use(_ mode: GraphicsMode) { condition.withLock { self.mode = mode } }

  /// Replaces a network from the next frame on.
  func use(_ network: Network, as name: String) {
    condition.withLock {
      waiting.updated = (network, name)
      condition.broadcast()
    }
  }

  /// Returns when no frame is pending, so that frames take precedence over training.
  func waitForFrames() {
    condition.withLock {
      while isComputing || waiting.request != nil { condition.wait() }
    }
  }

  /// Waits for requested work; nil after ``finish()``.
  private func next() -> (Waiting, GraphicsMode)? {
    condition.withLock {
      while waiting.isEmpty && !isStopped { condition.wait() }
      guard !isStopped else { return nil }
      defer { waiting = Waiting() }
      isComputing = waiting.request != nil
      return (waiting, mode)
    }
  }

  private func work(_ job: (Waiting, GraphicsMode)) {
    let (waiting, mode) = job
    if let updated = waiting.updated {
      frameRenderer.pipeline.networks.use(updated.network, as: updated.name)
    }
    for job in waiting.exports { write(job) }
    if let folder = waiting.folder { inbox.put(.listing(FolderReader.read(folder))) }
    if let (path, purpose) = waiting.tensors {
      answer { .tensors(try frameRenderer.tensors(of: path, for: purpose)) }
    }
    if let preview = waiting.preview {
      inbox.put(.filePreview(frameRenderer.filePreview(preview.path, in: preview.box, mode)))
    }
    if waiting.wantsLab { readLab() }
    if let path = waiting.network {
      answer { .opened(try frameRenderer.summary(of: path)) }
    }
    if let request = waiting.request {
      reportChangedFiles(request.settings)
      let frame = frameRenderer.frame(request, mode, monitor(request))
      wasCancelled = frame == nil
      if let frame {
        inbox.put(.frame(frame))
        lastShown = .now
      }
    }
    condition.withLock {
      isComputing = false
      condition.broadcast()
    }
    if waiting.wantsNetworks { listNetworks() }
  }

  /// Reports files that are not what the settings assume.
  private func reportChangedFiles(_ settings: RenderSettings) {
    if let network = frameRenderer.changedNetwork(settings) {
      inbox.put(.networkChanged(network))
    }
    let batch = [settings.input.path] + settings.batch
    if batch == checkedBatch { return }
    checkedBatch = batch
    let duplicates = frameRenderer.duplicatesInBatch(settings)
    if !duplicates.isEmpty { inbox.put(.duplicatesInBatch(duplicates)) }
  }

  /// Lists the networks and the files that cannot be used.
  private func listNetworks() {
    let (usable, unusable) = frameRenderer.pipeline.networks.library.summaries()
    inbox.put(.networks(usable, unusable: unusable))
  }

  /// Reads the loss curves. Growing curves are read repeatedly, but each error is reported once.
  private func readLab() {
    var found: Set<String> = []
    let data = lab.lab { found.insert($0) }
    found.subtracting(reportedLabProblems).sorted().forEach { inbox.put(.notice($0)) }
    reportedLabProblems = found
    inbox.put(.lab(data))
  }

  /// Sends a message, or the error message.
  private func answer(_ message: () throws -> Message) {
    do { inbox.put(try message()) } catch { inbox.put(.notice("\(error)")) }
  }

  /// Returns a monitor that cancels a request when a newer one arrives, but not when the newer one
  /// is for the same revision in finer quality.
  private func monitor(_ request: Request) -> RunMonitor {
    RunMonitor(
      lastDisplayed: lastShown, mayCancel: !wasCancelled,
      newerRequestAge: { [self] in
        condition.withLock {
          let isNewer = waiting.request.map { $0.revision != request.revision } ?? false
          return isNewer ? .now - waiting.requestedAt : nil
        }
      },
      report: { [self] in inbox.put(.progress(revision: request.revision, share: $0)) })
  }

  /// Writes an export and reports its result.
  private func write(_ job: ExportJob) {
    frameRenderer.export(job, exporter).forEach(inbox.put)
    condition.withLock {
      unwritten -= 1
      condition.broadcast()
    }
  }

  /// Waits until all exports are written, and ends the thread after its current work.
  func finish() {
    condition.withLock {
      while unwritten > 0 { condition.wait() }
      isStopped = true
      condition.broadcast()
    }
  }
}
