// SPDX-License-Identifier: MIT

/// The pictures of the present page and their boxes: what a request asks for and the view draws.
struct PageLayout {
  /// The box of each picture; none on a screen that is too small.
  let boxes: [Slot: Rect]

  init(_ state: State) {
    guard state.size.isEnough else {
      boxes = [:]
      return
    }
    switch state.page {
    case .preview: boxes = PreviewLayout(state.size).boxes
    case .channels: boxes = ChannelsLayout(state.size, channels: state.channelCount).boxes
    case .compare: boxes = CompareLayout(state.size).boxes
    case .batch: boxes = BatchLayout(state).boxes
    case .styles: boxes = StylesLayout(state.size).boxes
    case .maps: boxes = MapsLayout(state).boxes
    case .scatter, .lab: boxes = [:]
    }
  }
}
