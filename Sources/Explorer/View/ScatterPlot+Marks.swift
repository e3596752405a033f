// SPDX-License-Identifier: MIT

/// The chosen channel in every cloud, larger and with its name; where there are few, all of them.
extension ScatterPlot {
  /// A channel in a cloud.
  private struct Mark {
    let channel: Int
    let cloud: ScatterSeries
    let point: ScatterSeries.Point
    let place: Rect
  }

  /// So few channels are marked one by one.
  private static let fewChannels = 8
  /// Plots of so many cells have room for figures beside a mark.
  private static let roomForFigures = 60

  /// The channel under the cursor; nil for all.
  var chosen: Int? {
    state.channel.index.flatMap { state.channels.indices ~= $0 ? $0 : nil }
  }

  func drawMarks(on canvas: inout Canvas) {
    var labels = LabelPlaces(rect: rect)
    for mark in marks {
      canvas.put(sign(mark), row: mark.place.row, column: mark.place.column)
      canvas.listen(mark.place, .channel(.one(mark.channel)))
      labels.take(mark.place)
    }
    // The chosen channel comes last, over the others, and has the first choice of places.
    for mark in marks.reversed() {
      let text = label(mark)
      guard let place = labels.place(width: Canvas.width(of: text), beside: mark.place) else {
        continue
      }
      canvas.write(text, row: place.row, column: place.column, mark.cloud.role)
    }
  }

  /// The channels with marks in place of dots, the chosen one last.
  var marked: [Int] {
    let few = state.channels.count <= Self.fewChannels ? Array(state.channels.indices) : []
    return few.filter { $0 != chosen } + (chosen.map { [$0] } ?? [])
  }

  private var marks: [Mark] {
    marked.flatMap { channel in
      clouds.compactMap { cloud in
        cloud.points[channel].map {
          Mark(channel: channel, cloud: cloud, point: $0, place: cell(of: dot($0)))
        }
      }
    }
  }

  private func sign(_ mark: Mark) -> Cell {
    let isChosen = mark.channel == chosen
    guard state.hasMarks else { return Cell(isChosen ? "●" : "○", .role(mark.cloud.role)) }
    return Cell(mark.cloud.letter, .role(isChosen ? .selected : .title))
  }

  private func label(_ mark: Mark) -> String {
    let name = state.channels[mark.channel].name
    guard mark.channel == chosen, rect.columns >= Self.roomForFigures else { return name }
    return "\(name) \(Figure.short(mark.point.mean)), \(Figure.short(mark.point.deviation))"
  }
}
