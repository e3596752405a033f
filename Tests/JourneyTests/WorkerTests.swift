// SPDX-License-Identifier: MIT

import Settings
import Stylization
import Terminal
import Testing

@testable import normscope

@Suite struct WorkerTests {
  @Test func aFinishedWorkerIsReleased() throws {
    let inbox = try Inbox()
    var worker: Worker? = Worker(
      frameRenderer: FrameRenderer(
        pipeline: Pipeline(photographs: []), encoder: PictureEncoder(threads: 1), cell: .standard),
      mode: .symbols(colors: 256), inbox: inbox)
    weak let released = worker
    worker?.start()
    worker?.finish()
    worker = nil
    let isReleased = Deadline.wait(
      for: "the worker to be released", seconds: 10, look: { released == nil },
      text: { _ in "the thread retains the worker" }, at: #_sourceLocation
    ) { $0 }
    #expect(isReleased)
  }
}
