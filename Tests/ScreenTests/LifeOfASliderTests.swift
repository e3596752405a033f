// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import Pictures
import Settings
import Stylization
import TestSupport
import Testing

@testable import Explorer
@testable import Terminal
@testable import normscope

/// The steps of `LifeOfASlider.md`, with all real parts except the terminal.
@Suite struct LifeOfASliderTests {
  private let folder: ScratchFolder
  private let worker: Worker
  private let inbox: Inbox

  init() throws {
    folder = try ScratchFolder()
    try InputFiles.write(to: folder)
    inbox = try Inbox()
    let frameRenderer = FrameRenderer(
      pipeline: Pipeline(photographs: []), encoder: PictureEncoder(threads: 1), cell: .standard)
    worker = Worker(frameRenderer: frameRenderer, mode: .symbols(colors: 256), inbox: inbox)
  }

  @Test func aSliderStepChangesThePixelsOfTheResult() throws {
    worker.start()
    var state = try firstFrame()
    let before = view(state)

    // 1. Keyboard: three bytes become a key.
    var decoder = KeyDecoder()
    let keys = "\u{1B}[D".unicodeScalars.flatMap { decoder.character($0.value) } + decoder.finish()
    #expect(keys == [.left])

    // 2. Keymap: the key becomes an action.
    #expect(Keymap.action(for: keys[0], in: state.context) == .adjust(-1))

    // 3. update: the action changes the settings and requests a frame of the new revision.
    let revision = state.revision
    let effects = state.update(.key(keys[0]))
    #expect((0..<3).allSatisfy { state.settings.edit(of: $0) == AffineEdit(factor: 0.95) })
    #expect(state.revision == revision + 1 && state.isComputing)
    #expect(
      effects == [.compute(state.request(.coarse)), .notifyWhenIdle(revision: state.revision)])

    // 4. view: the slider has moved; the picture and the statistics have not changed.
    let moved = view(state)
    let panel = PreviewLayout(state.size).controls
    #expect(moved != before && before.changed(in: moved).allSatisfy { panel.contains($0) })

    // 5–7. The worker computes and encodes, the inbox wakes the loop.
    let coarse = try answer(to: effects)
    #expect(coarse.revision == state.revision && coarse.quality == .coarse)

    // 8. update and view again: statistics and picture follow.
    #expect(state.update(.frame(coarse)).isEmpty && !state.isComputing)
    let shown = view(state)
    let layout = PreviewLayout(state.size)
    #expect(moved.changed(in: shown).contains { layout.pictures[2].contains($0) })
    #expect(moved.changed(in: shown).contains { layout.statistics.contains($0) })
    let (gamma, deviation) = (state.effective[0].gamma, state.channels[0].result.moments.deviation)
    #expect(abs(deviation / gamma - 1) < 1e-3)

    // 9. Idle: nothing has changed, so the fine picture is requested; a coarse one does not replace
    // it.
    #expect(state.update(.idle(revision: revision)).isEmpty)
    let rest = state.update(.idle(revision: state.revision))
    #expect(rest == [.compute(state.request(.fine))])
    let fine = try answer(to: rest)
    _ = state.update(.frame(fine))
    _ = state.update(.frame(coarse))
    #expect(state.frame == fine && fine.quality == .fine)
  }

  @Test func onlyTheNewestOfManyRequestsIsAnswered() throws {
    var state = start
    // The key is held while the worker is busy (here: not started yet).
    state.control = .gamma
    for _ in 0..<20 { state.update(.key(.left)).forEach(worker.take) }
    worker.start()
    #expect(try answer(to: []).revision == 20)
    #expect(inbox.take().isEmpty)
  }

  @Test func aFrameOfAnOlderRevisionIsDropped() throws {
    worker.start()
    var state = try firstFrame()
    let old = try answer(to: state.update(.key(.left)))
    let new = try answer(to: state.update(.key(.left)))
    _ = state.update(.frame(new))
    _ = state.update(.frame(old))
    #expect(state.frame == new)
  }

  private var start: ExplorerState {
    var settings = RenderSettings(input: .picture(path: folder("harbour.png")))
    settings.styles = [WeightedStyle(path: folder("embers.png"))]
    return ExplorerState(settings: settings, size: .usual, glyphs: .unicode)
  }

  /// The idle explorer with γ under the cursor.
  private func firstFrame() throws -> ExplorerState {
    var state = start
    let frame = try answer(to: state.start())
    _ = state.update(.frame(frame))
    state.control = .gamma
    return state
  }

  /// Waits for the next frame in the inbox like the event loop.
  private func answer(to effects: [Effect]) throws -> Frame {
    effects.forEach(worker.take)
    var end = pollfd(fd: inbox.descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&end, 1, 60_000) > 0 {
      // The list of networks may arrive first.
      for case .frame(let frame) in inbox.take() { return frame }
    }
    throw NoFrame()
  }

  private struct NoFrame: Error {}
}
