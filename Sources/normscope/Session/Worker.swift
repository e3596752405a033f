// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Terminal

/// The thread that computes. Of each kind of work it keeps only the newest: older work is dropped.
final class Worker: @unchecked Sendable {
  // `waiting` is read and written under `condition`; all else belongs to the worker's own thread.
  private struct Waiting {
    var request: Request?
    var look: (path: String, box: Request.Box)?
    var folder: String?
  }

  private let condition = NSCondition()
  private var waiting = Waiting()
  private var mode: GraphicsMode
  private let inbox: Inbox
  private let desk: Desk

  /// A worker that answers into an inbox.
  init(desk: Desk, mode: GraphicsMode, inbox: Inbox) {
    (self.desk, self.mode, self.inbox) = (desk, mode, inbox)
  }

  /// Starts the thread.
  func start() {
    let thread = Thread { [self] in
      while true { work(next()) }
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Asks for work in place of any of its kind that has not begun.
  func take(_ effect: Effect) {
    condition.withLock {
      switch effect {
      case .compute(let request): waiting.request = request
      case .look(let path, let box): waiting.look = (path, box)
      case .list(let folder): waiting.folder = folder
      case .rest, .redraw, .suspend, .quit, .settings, .keep: break
      }
      condition.signal()
    }
  }

  /// Pictures are made for another kind of terminal from now on.
  func use(_ mode: GraphicsMode) { condition.withLock { self.mode = mode } }

  private func next() -> (Waiting, GraphicsMode) {
    condition.withLock {
      while waiting.request == nil && waiting.look == nil && waiting.folder == nil {
        condition.wait()
      }
      defer { waiting = Waiting() }
      return (waiting, mode)
    }
  }

  private func work(_ job: (Waiting, GraphicsMode)) {
    let (waiting, mode) = job
    if let folder = waiting.folder { inbox.put(.listing(FolderReader.read(folder))) }
    if let look = waiting.look {
      inbox.put(.candidate(desk.candidate(look.path, in: look.box, mode)))
    }
    if let request = waiting.request { inbox.put(.frame(desk.frame(request, mode))) }
  }
}
