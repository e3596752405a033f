// SPDX-License-Identifier: MIT

import Settings
import Testing

@testable import Explorer

/// Choosing one tensor of a file with several.
@Suite struct TensorListingTests {
  private let path = "/data/model.pth"

  private func listing(
    _ count: Int, for purpose: FileChooser.Purpose = .content
  ) -> TensorListing {
    TensorListing(
      path: path, purpose: purpose,
      entries: (0..<count).map { .init(name: "layer\($0).weight", text: "8×\($0)×3×3 float32") })
  }

  /// The explorer with the list of a file with three tensors.
  private func opened(for purpose: FileChooser.Purpose = .content) -> ExplorerState {
    var state = FakeFrameRenderer.state()
    FakeFrameRenderer.send(.tensors(listing(3, for: purpose)), to: &state)
    return state
  }

  private func names(_ state: ExplorerState) -> [String] {
    guard case .palette(let text, _) = state.overlay else { return [] }
    return state.commands(matching: text).map(\.name).filter { $0.hasPrefix("tensor: ") }
  }

  @Test func choosingAFileWithTensorsRequestsItsList() {
    var state = FakeFrameRenderer.state()
    _ = state.update(.key(.character("c")))
    let entries = [FolderListing.Entry(name: "model.pth", isFolder: false, contents: .tensors)]
    _ = state.update(.listing(FolderListing(folder: "/data", entries: entries)))
    let before = state.settings
    #expect(state.update(.key(.enter)) == [.listTensors(path: path, purpose: .content)])
    #expect(state.overlay == nil && state.settings == before)
  }

  @Test func aSingleArrayIsUsedImmediately() {
    var state = FakeFrameRenderer.state()
    _ = state.update(.key(.character("c")))
    let entries = [FolderListing.Entry(name: "x.npy", isFolder: false, contents: .tensor)]
    _ = state.update(.listing(FolderListing(folder: "/data", entries: entries)))
    _ = state.update(.key(.enter))
    #expect(state.settings.input == .tensor(path: "/data/x.npy", index: 0))
  }

  @Test func aFileWithSeveralTensorsOpensAList() {
    let state = opened()
    #expect(
      names(state) == (0..<3).map { "tensor: layer\($0).weight · 8×\($0)×3×3 float32" })
    #expect(state.settings.input.isPicture, "nothing changes before a tensor is chosen")
  }

  @Test func arrowsAndEnterChooseATensor() {
    var state = opened()
    for key: Key in [.down, .enter] { FakeFrameRenderer.send(.key(key), to: &state) }
    #expect(
      state.settings.input == .tensor(path: path, name: "layer1.weight", index: 0))
    #expect(state.settings.network == nil && state.overlay == nil)
    #expect(state.frame?.settings == state.settings)
  }

  @Test func picturesAreNoStylesOfATensor() {
    var state = opened()
    let pictures = state.settings.styles
    #expect(state.settings.mode == .adaptive && !pictures.isEmpty)
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.settings.styles.isEmpty && state.settings.mode == .instance)
    state.use(content: .picture(path: "/pictures/a.jpg"))
    #expect(state.settings.styles == pictures)
  }

  @Test func typingFiltersTheList() {
    var state = opened()
    for letter in "layer2".unicodeScalars {
      FakeFrameRenderer.send(.key(.character(letter)), to: &state)
    }
    #expect(names(state).first?.contains("layer2") == true)
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.settings.input.tensorName == "layer2.weight")
  }

  @Test func escapeKeepsTheContent() {
    var state = opened()
    let before = state.settings
    FakeFrameRenderer.send(.key(.escape), to: &state)
    #expect(state.settings == before && state.overlay == nil)
  }

  @Test func choosingATensorCanBeUndone() {
    var state = opened()
    let before = state.settings
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.settings != before)
    FakeFrameRenderer.send(.key(.character("u")), to: &state)
    #expect(state.settings == before)
  }

  @Test func anotherTensorOfTheFileIsChosenFromThePalette() {
    var state = opened()
    FakeFrameRenderer.send(.key(.enter), to: &state)
    for letter in ":tensor: layer2".unicodeScalars {
      FakeFrameRenderer.send(.key(.character(letter)), to: &state)
    }
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.settings.input.tensorName == "layer2.weight")
  }

  @Test(arguments: [0, 1]) func aFileWithoutAChoiceIsUsedWithoutAName(count: Int) {
    var state = FakeFrameRenderer.state()
    FakeFrameRenderer.send(.tensors(listing(count)), to: &state)
    #expect(state.settings.input == .tensor(path: path, index: 0))
    #expect(state.overlay == nil)
  }

  @Test func aListThatArrivesUnderAnotherOverlayIsIgnored() {
    var state = FakeFrameRenderer.state()
    _ = state.update(.key(.character("?")))
    let before = state
    #expect(state.update(.tensors(listing(3))) == [])
    #expect(state == before)
  }

  @Test func aTensorBecomesAStyle() {
    var state = opened(for: .style(0))
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.settings.styles == [WeightedStyle(path: path, tensor: "layer0.weight")])
    FakeFrameRenderer.send(.tensors(listing(3, for: .newStyle)), to: &state)
    for key: Key in [.down, .enter] { FakeFrameRenderer.send(.key(key), to: &state) }
    #expect(state.settings.styles.map(\.tensor) == ["layer0.weight", "layer1.weight"])
  }

  @Test func sessionsKeepTheNamesOfTensors() throws {
    var state = opened()
    FakeFrameRenderer.send(.key(.enter), to: &state)
    state.settings.styles = [WeightedStyle(path: path, tensor: "layer1.weight", weight: 0.5)]
    let restored = try Session(json: state.session.json())
    #expect(restored.settings == state.settings)
  }

  @Test func namesWithControlCharactersAreEscaped() {
    var state = FakeFrameRenderer.state()
    let entries = ["a\u{1B}[2J", "b"].map { TensorListing.Entry(name: $0, text: "1×1 float32") }
    FakeFrameRenderer.send(
      .tensors(TensorListing(path: path, purpose: .content, entries: entries)), to: &state)
    #expect(names(state).allSatisfy { !$0.contains("\u{1B}") })
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.settings.input.tensorName == "a\u{1B}[2J")
  }
}
