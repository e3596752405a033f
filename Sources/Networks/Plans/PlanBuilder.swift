// SPDX-License-Identifier: MIT

import Normalization

/// Turns a chain of layers into steps over buffers.
struct PlanBuilder {
  private(set) var plan = Plan()
  private var view: DeferredActivation
  /// Rows and columns of the picture itself; it is continued to `view`'s size with its last pixels.
  private let picture: SpatialSize
  private let pictures: Int
  private let range: ValueRange?
  private let takesLevels: Bool
  /// Rows and columns that maps of steps have together.
  private var mapped = 0
  /// Whether pixels may share vectors.
  private let mayShare: Bool

  /// The plan of some layers over pictures of a shape. - Throws: `NetworkError`.
  static func plan(
    _ layers: [Layer], _ shape: Shape, _ range: ValueRange?, multiple: Int, takesLevels: Bool,
    mayFold: Bool
  ) throws(NetworkError) -> Plan {
    var builder = PlanBuilder(shape, range, multiple, takesLevels, mayShare: mayFold)
    for (i, layer) in layers.enumerated() {
      try builder.add(layer, mayFold: mayFold && layers[(i + 1)...].allSatisfy(\.isPointwise))
    }
    builder.plan.output = try builder.written(.none, .zero)
    return builder.plan
  }

  private init(
    _ shape: Shape, _ range: ValueRange?, _ multiple: Int, _ takesLevels: Bool, mayShare: Bool
  ) {
    (pictures, picture, self.range) = (shape.n, SpatialSize(shape.h, shape.w), range)
    (self.takesLevels, self.mayShare) = (takesLevels, mayShare)
    let whole = SpatialSize(
      (shape.h + multiple - 1) / multiple * multiple,
      (shape.w + multiple - 1) / multiple * multiple)
    view = DeferredActivation(place: nil, extent: whole, channels: shape.c)
  }

  private mutating func add(_ layers: [Layer]) throws(NetworkError) {
    for layer in layers { try add(layer) }
  }

  private mutating func add(_ layer: Layer, mayFold: Bool = false) throws(NetworkError) {
    switch layer {
    case .convolution(let layer): try convolve(layer, mayFold: mayFold)
    case .site(let site): try normalize(site)
    case .activation(let curve):
      if view.place == nil || view.pooling != nil || view.curve != nil || view.added != nil {
        _ = try written(.none, .zero)
      }
      view.curve = curve
    case .pooling(let layer):
      if !view.isDone || view.isPhased { _ = try written(.none, .zero) }
      view.pooling = layer
    case .upsampling:
      if view.place == nil { _ = try written(.none, .zero) }
      view.growth *= 2
    case .residual(let body): try addResidual(body)
    case .level(let level) where takesLevels:
      plan.steps.append(.measureLevel(level, source: try written(.none, .zero)))
    case .level: break
    }
  }

  private mutating func convolve(_ layer: ConvolutionLayer, mayFold: Bool) throws(NetworkError) {
    guard view.channels == layer.inputs else {
      throw .channels(layer.name, expected: layer.inputs, found: view.channels)
    }
    let output = layer.output(of: view.size)
    guard output.rows > 0 && output.columns > 0 else {
      throw .tooSmall(layer.name, shape(of: view.extent, view.channels))
    }
    try check(output, layer.outputs)
    if view.growth == 2 && mayShare && layer.hasPhases {
      return try convolveInPhases(layer, output)
    }
    let isPlain =
      view.place == nil && layer.inputs <= 3 && layer.groups == 1 && !layer.isTransposed
    let isFramed = layer.edge == .zero || layer.isTransposed
    let fold = mayFold && !isPlain && !isFramed ? layer.fold(for: output.columns) : 1
    let source = try written(
      isFramed ? .none : layer.margins, layer.edge, isPlain: isPlain,
      fold: inputFold(of: layer, fold))
    let target = buffer(
      ActivationLayout(shape: shape(of: output, layer.outputs), isBlocked: true, fold: fold))
    append(layer, from: source, to: target, frame: isFramed ? layer.margins : .none)
    view = DeferredActivation(place: .init(buffer: target), extent: output, channels: layer.outputs)
    view.fold = fold
  }

  /// Reads the picture that was to become twice as large as it is.
  private mutating func convolveInPhases(
    _ layer: ConvolutionLayer, _ output: SpatialSize
  ) throws(NetworkError) {
    view.growth = 1
    let source = try written(layer.margins, .replicate)
    let target = buffer(
      ActivationLayout(
        shape: shape(of: output, layer.outputs), isBlocked: true, fold: 2, rowFold: 2))
    append(layer, from: source, to: target, frame: .none)
    view = DeferredActivation(place: .init(buffer: target), extent: output, channels: layer.outputs)
    view.isPhased = true
  }

  private mutating func append(
    _ layer: ConvolutionLayer, from source: Int, to target: Int, frame: Padding
  ) {
    plan.steps.append(
      .convolve(index: plan.convolutions.count, source: source, target: target))
    plan.convolutions.append(
      Plan.Convolution(
        layer: layer, input: plan.layouts[source], output: plan.layouts[target], frame: frame))
  }

  /// Only a gather can fold what it writes.
  private func inputFold(of layer: ConvolutionLayer, _ fold: Int) -> Int {
    let isGathered = view.fold == 1 && view.place != nil && view.pooling == nil
    return layer.foldsInput(fold) && isGathered ? fold : 1
  }

  private mutating func normalize(_ site: Site) throws(NetworkError) {
    guard view.channels == site.channels else {
      throw .channels(site.name, expected: site.channels, found: view.channels)
    }
    let source = try written(.none, .zero, takesPhases: true)
    plan.steps.append(.measure(site: plan.sites.count, source: source))
    view.site = plan.sites.count
    plan.sites.append(
      Plan.PlannedSite(site: site, buffer: source, resume: plan.steps.count))
  }

  /// What is added is read out of the body's first padded input where there is one.
  private mutating func addResidual(_ body: [Layer]) throws(NetworkError) {
    if !view.isDone || view.isPhased {
      if case .convolution(let first) = body.first, first.edge != .zero, !first.isTransposed {
        _ = try written(first.margins, first.edge)
      } else {
        _ = try written(.none, .zero)
      }
    }
    let start = view
    try add(body)
    if view.added != nil || view.growth > 1 || view.pooling != nil || view.place == nil
      || view.isPhased
    {
      _ = try written(.none, .zero)
    }
    guard view.channels == start.channels && view.size == start.size else {
      throw .channels("residual", expected: start.channels, found: view.channels)
    }
    view.added = start.place
  }

  /// The buffer with the whole value and margins around it, written now unless it is there already.
  private mutating func written(
    _ margins: Padding, _ edge: PaddingMode, isPlain: Bool = false, fold: Int = 1,
    takesPhases: Bool = false
  ) throws(NetworkError) -> Int {
    if fold == 1, let buffer = there(margins, edge, takesPhases: takesPhases) { return buffer }
    let size = try self.size(with: margins)
    // Folded pixels come in whole vectors.
    let width = size.columns / view.fold + margins.left + margins.right
    let extra = (fold - width % fold) % fold
    let rows = map(size.rows, margins.top, margins.bottom, edge)
    let columns = map(size.columns / view.fold, margins.left, margins.right + extra, edge)
    let outer = shape(of: SpatialSize(rows.count, columns.count * view.fold), view.channels)
    let target = buffer(
      ActivationLayout(shape: outer, isBlocked: !isPlain, fold: max(fold, view.fold)))
    plan.steps.append(step(target, rows, columns))
    view = DeferredActivation(
      place: .init(buffer: target, top: margins.top, left: margins.left), extent: size,
      channels: view.channels, margins: margins, edge: edge, fold: view.fold)
    return target
  }

  /// The buffer that has the value as it is wanted already.
  private func there(_ margins: Padding, _ edge: PaddingMode, takesPhases: Bool) -> Int? {
    guard let place = view.place, view.isDone, view.margins == margins,
      takesPhases || !view.isPhased, margins == .none || view.edge == edge
    else { return nil }
    return place.buffer
  }

  /// Rows and columns of the value, which with its margins must be possible.
  private mutating func size(with margins: Padding) throws(NetworkError) -> SpatialSize {
    let size = view.size
    guard size.rows > 0 && size.columns > 0 else {
      throw .tooSmall("pooling", shape(of: view.extent, view.channels))
    }
    try check(
      SpatialSize(
        size.rows + margins.top + margins.bottom, size.columns + margins.left + margins.right),
      view.channels)
    return size
  }

  /// Sides beyond a million are no picture's, and 2³⁴ values are 64 GB. The maps of all steps may
  /// take 0.5 GB.
  private mutating func check(_ extent: SpatialSize, _ channels: Int) throws(NetworkError) {
    mapped += extent.rows + extent.columns
    let values = [pictures, channels, extent.rows, extent.columns].reduce(1) { $0 * Double($1) }
    guard max(extent.rows, extent.columns) <= 1 << 20, values <= 0x1p34, mapped <= 1 << 26 else {
      throw .tooLarge(rows: extent.rows, columns: extent.columns, channels: channels)
    }
  }

  private func step(_ target: Int, _ rows: [Int], _ columns: [Int]) -> PlanStep {
    guard let place = view.place else {
      return .load(
        PictureLoad(
          target: target, rows: rows.map { min($0, picture.rows - 1) },
          columns: columns.map { min($0, picture.columns - 1) }, range: range))
    }
    if let layer = view.pooling {
      return .pool(
        Windows(
          source: place, target: target, layer: layer, extent: view.extent, rows: rows,
          columns: columns))
    }
    return .gather(
      Gather(
        source: place, added: view.added, target: target, rows: rows, columns: columns,
        site: view.site, curve: view.curve))
  }

  /// Where each row or column with margins around comes from.
  private func map(_ size: Int, _ before: Int, _ behind: Int, _ edge: PaddingMode) -> [Int] {
    (-before..<size + behind).map { i in
      let source = edge.source(i, of: size)
      return source < 0 ? source : source / view.growth
    }
  }

  private mutating func buffer(_ layout: ActivationLayout) -> Int {
    plan.layouts.append(layout)
    return plan.layouts.count - 1
  }

  private func shape(of extent: SpatialSize, _ channels: Int) -> Shape {
    Shape(pictures, channels, extent.rows, extent.columns)
  }
}
