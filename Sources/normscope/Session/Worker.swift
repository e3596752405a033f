// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Networks
import Settings
import Stylization
import Terminal

/// The thread that computes. Of each kind of work it keeps only the newest: older work is dropped,
/// but for exports.
final class Worker: @unchecked Sendable {
  // `waiting`, `isComputing` and `unwritten` are read and written under `condition`; all else
  // belongs to the worker's own thread.
  private struct Waiting {
    var request: Request?
    /// When it came.
    var requestedAt = ContinuousClock.now
    var look: (path: String, box: Request.Box)?
    var folder: String?
    var exports: [ExportJob] = []
    var wantsNetworks = false
    /// A network that was taught, with the name that it goes by.
    var taught: (network: Network, name: String)?
    var wantsLab = false
    var network: String?

    var isEmpty: Bool {
      !wantsNetworks && !wantsLab && taught == nil && network == nil && request == nil
        && look == nil && folder == nil && exports.isEmpty
    }
  }

  private let condition = NSCondition()
  private var waiting = Waiting()
  private var mode: GraphicsMode
  private let inbox: Inbox
  private let frameRenderer: FrameRenderer
  private let exporter: Exporter?
  /// Whether a frame is being made.
  private var isComputing = false
  private let lab: LabReader
  /// What has been said of its files.
  private var said: Set<String> = []
  /// The exports that were asked for and are not done.
  private var unwritten = 0
  private var lastShown = ContinuousClock.now
  /// Whether the last frame was given up.
  private var hasGivenUp = false

  /// A worker that answers into an inbox.
  init(
    frameRenderer: FrameRenderer, mode: GraphicsMode, inbox: Inbox, exporter: Exporter? = nil,
    lab: LabReader = LabReader()
  ) {
    (self.frameRenderer, self.mode, self.inbox, self.exporter) = (
      frameRenderer, mode, inbox, exporter
    )
    self.lab = lab
  }

  /// Starts the thread.
  func start() {
    CrashHandler.startThread { [self] in
      while true { work(next()) }
    }
  }

  /// Asks for work in place of any of its kind that has not begun.
  func take(_ effect: Effect) {
    condition.withLock {
      switch effect {
      case .compute(let request): (waiting.request, waiting.requestedAt) = (request, .now)
      case .previewFile(let path, let box): waiting.look = (path, box)
      case .listFolder(let folder): waiting.folder = folder
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

  /// Pictures are made for another kind of terminal from now on.
  func use(_ mode: GraphicsMode) { condition.withLock { self.mode = mode } }

  /// A network with other rows goes by this name from the next frame on.
  func use(_ network: Network, as name: String) {
    condition.withLock {
      waiting.taught = (network, name)
      condition.broadcast()
    }
  }

  /// Returns when no frame is waited for: what else there is to compute lets frames go first.
  func waitForFrames() {
    condition.withLock {
      while isComputing || waiting.request != nil { condition.wait() }
    }
  }

  private func next() -> (Waiting, GraphicsMode) {
    condition.withLock {
      while waiting.isEmpty { condition.wait() }
      defer { waiting = Waiting() }
      isComputing = waiting.request != nil
      return (waiting, mode)
    }
  }

  private func work(_ job: (Waiting, GraphicsMode)) {
    let (waiting, mode) = job
    if let taught = waiting.taught {
      frameRenderer.pipeline.networks.use(taught.network, as: taught.name)
    }
    for job in waiting.exports { write(job) }
    if let folder = waiting.folder { inbox.put(.listing(FolderReader.read(folder))) }
    if let look = waiting.look {
      inbox.put(.filePreview(frameRenderer.candidate(look.path, in: look.box, mode)))
    }
    if waiting.wantsLab { readLab() }
    if let path = waiting.network {
      answer { .opened(try frameRenderer.summary(of: path)) }
    }
    if let request = waiting.request {
      let frame = frameRenderer.frame(request, mode, monitor(request))
      hasGivenUp = frame == nil
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

  /// Lists the networks, and reports the files that cannot be used.
  private func listNetworks() {
    let (usable, unusable) = frameRenderer.pipeline.networks.library.summaries()
    inbox.put(.networks(usable))
    for network in unusable { inbox.put(.notice(network.reason)) }
  }

  /// Curves that grow are read again and again; what is wrong with a file is said once.
  private func readLab() {
    var found: Set<String> = []
    let answer = lab.lab { found.insert($0) }
    found.subtracting(said).sorted().forEach { inbox.put(.notice($0)) }
    said = found
    inbox.put(.lab(answer))
  }

  /// An answer, or the sentence that says why there is none.
  private func answer(_ message: () throws -> Message) {
    do { inbox.put(try message()) } catch { inbox.put(.notice("\(error)")) }
  }

  /// A newer request makes this one unwanted; one for the same, only finer, does not.
  private func monitor(_ request: Request) -> RunMonitor {
    RunMonitor(
      lastDisplayed: lastShown, mayCancel: !hasGivenUp,
      newerFor: { [self] in
        condition.withLock {
          let isNewer = waiting.request.map { $0.revision != request.revision } ?? false
          return isNewer ? .now - waiting.requestedAt : nil
        }
      },
      report: { [self] in inbox.put(.progress(revision: request.revision, share: $0)) })
  }

  /// Exports are never dropped: the person was promised a file.
  private func write(_ job: ExportJob) {
    frameRenderer.export(job, exporter).forEach(inbox.put)
    condition.withLock {
      unwritten -= 1
      condition.broadcast()
    }
  }

  /// Returns when all exports are written.
  func finishExports() {
    condition.withLock {
      while unwritten > 0 { condition.wait() }
    }
  }
}
