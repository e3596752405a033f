// SPDX-License-Identifier: MIT

import Normalization

/// Converts a chain of layers to steps on buffers.
struct PlanBuilder {
  private(set) var plan = Plan()
  private var value: DeferredActivation
  /// Height and width of the input, which is padded to the network's multiple by replication.
  private let inputSize: SpatialSize
  private let pictures: Int
  private let range: Preprocessing?
  private let measuresLevels: Bool
  /// Total length of the index maps of all steps.
  private var mapLength = 0
  /// Whether several pixels may share a vector.
  private let sharesVectors: Bool

  /// Returns the plan of layers for inputs of a shape. - Throws: `NetworkError`.
  static func plan(
    _ layers: [Layer], _ shape: Shape, _ range: Preprocessing?, multiple: Int, measuresLevels: Bool,
    sharesVectors: Bool
  ) throws(NetworkError) -> Plan {
    var builder = PlanBuilder(shape, range, multiple, measuresLevels, sharesVectors)
    for (i, layer) in layers.enumerated() {
      let isLast = layers[(i + 1)...].allSatisfy(\.isPointwise)
      try builder.add(layer, allowsSpaceToDepth: sharesVectors && isLast)
    }
    builder.plan.output = try builder.written(.none, .zero)
    return builder.plan
  }

  private init(
    _ shape: Shape, _ range: Preprocessing?, _ multiple: Int, _ measuresLevels: Bool,
    _ sharesVectors: Bool
  ) {
    (pictures, inputSize, self.range) = (shape.n, SpatialSize(shape.h, shape.w), range)
    (self.measuresLevels, self.sharesVectors) = (measuresLevels, sharesVectors)
    value = DeferredActivation(
      region: nil, extent: inputSize.rounded(upToMultipleOf: multiple), channels: shape.c)
  }

  /// The shape of the value.
  private var shape: Shape { shape(of: value.size, value.channels) }

  private mutating func add(
    _ layer: Layer, allowsSpaceToDepth: Bool = false
  ) throws(NetworkError) {
    let output = try layer.outputShape(of: shape)
    switch layer {
    case .convolution(let layer): try convolve(layer, output, allowsSpaceToDepth)
    case .site(let site): try normalize(site)
    case .activation(let activation):
      if value.region == nil || value.pooling != nil || value.activation != nil
        || value.addend != nil
      {
        _ = try written(.none, .zero)
      }
      value.activation = activation
    case .pooling(let layer):
      if !value.isWritten || value.isSubPixel { _ = try written(.none, .zero) }
      value.pooling = layer
    case .upsampling:
      if value.region == nil { _ = try written(.none, .zero) }
      value.upsampling *= 2
    case .residual(let body): try addResidual(body)
    case .level(let level) where measuresLevels:
      plan.steps.append(.measureLevel(level, source: try written(.none, .zero)))
    case .level: break
    }
  }

  private mutating func convolve(
    _ layer: ConvolutionLayer, _ output: Shape, _ allowsSpaceToDepth: Bool
  ) throws(NetworkError) {
    if value.upsampling == 2 && sharesVectors && layer.isSubPixelConvolution {
      return try addSubPixelConvolution(layer, output)
    }
    let isPlain =
      value.region == nil && layer.inputs <= 3 && layer.groups == 1 && !layer.isTransposed
    let hasImplicitPadding = layer.paddingMode == .zero || layer.isTransposed
    let factor =
      allowsSpaceToDepth && !isPlain && !hasImplicitPadding
      ? layer.spaceToDepthFactor(forWidth: output.w) : 1
    let source = try written(
      hasImplicitPadding ? .none : layer.padding, layer.paddingMode, isPlain: isPlain,
      columnsPerVector: inputPixels(of: layer, factor))
    append(
      layer, from: source,
      to: ActivationLayout(shape: output, isBlocked: true, columnsPerVector: factor),
      implicitPadding: hasImplicitPadding ? layer.padding : .none)
    value.columnsPerVector = factor
  }

  /// Adds a sub-pixel convolution, which reads its input before upsampling.
  private mutating func addSubPixelConvolution(
    _ layer: ConvolutionLayer, _ output: Shape
  ) throws(NetworkError) {
    value.upsampling = 1
    append(
      layer, from: try written(layer.padding, .replicate),
      to: ActivationLayout(
        shape: output, isBlocked: true, columnsPerVector: 2, rowsPerVector: 2),
      implicitPadding: .none)
    value.isSubPixel = true
  }

  private mutating func append(
    _ layer: ConvolutionLayer, from source: Int, to layout: ActivationLayout,
    implicitPadding: Padding
  ) {
    let target = buffer(layout)
    plan.steps.append(
      .convolve(index: plan.convolutions.count, source: source, target: target))
    plan.convolutions.append(
      Plan.Convolution(
        layer: layer, input: plan.layouts[source], output: layout, implicitPadding: implicitPadding)
    )
    value = DeferredActivation(
      region: BufferRegion(buffer: target),
      extent: SpatialSize(layout.shape.h, layout.shape.w), channels: layer.outputs)
  }

  /// Only a gather step can write several pixels per vector.
  private func inputPixels(of layer: ConvolutionLayer, _ factor: Int) -> Int {
    let isGathered = value.columnsPerVector == 1 && value.region != nil && value.pooling == nil
    return layer.allowsSpaceToDepthInput(factor) && isGathered ? factor : 1
  }

  private mutating func normalize(_ site: Site) throws(NetworkError) {
    let source = try written(.none, .zero, allowsSubPixel: true)
    plan.steps.append(.measure(site: plan.sites.count, source: source))
    value.site = plan.sites.count
    plan.sites.append(
      Plan.PlannedSite(site: site, buffer: source, firstDependentStep: plan.steps.count))
  }

  /// The addend is read from the body's first padded input if there is one.
  private mutating func addResidual(_ body: [Layer]) throws(NetworkError) {
    if !value.isWritten || value.isSubPixel {
      if case .convolution(let first) = body.first, first.paddingMode != .zero, !first.isTransposed
      {
        _ = try written(first.padding, first.paddingMode)
      } else {
        _ = try written(.none, .zero)
      }
    }
    let input = value.region
    for layer in body { try add(layer) }
    if value.addend != nil || value.upsampling > 1 || value.pooling != nil || value.region == nil
      || value.isSubPixel
    {
      _ = try written(.none, .zero)
    }
    value.addend = input
  }

  /// Returns a buffer with the complete value and padding around it, and adds the step that writes
  /// it unless a buffer already holds it.
  private mutating func written(
    _ padding: Padding, _ mode: PaddingMode, isPlain: Bool = false, columnsPerVector: Int = 1,
    allowsSubPixel: Bool = false
  ) throws(NetworkError) -> Int {
    if columnsPerVector == 1,
      let buffer = existingBuffer(padding, mode, allowsSubPixel: allowsSubPixel)
    {
      return buffer
    }
    let size = value.size
    try checkPadded(size, padding)
    // Pixels that share vectors fill whole vectors.
    let width = size.width / value.columnsPerVector + padding.left + padding.right
    let extra = (columnsPerVector - width % columnsPerVector) % columnsPerVector
    let rows = map(size.height, padding.top, padding.bottom, mode)
    let columns = map(
      size.width / value.columnsPerVector, padding.left, padding.right + extra, mode)
    let outer = shape(
      of: SpatialSize(rows.count, columns.count * value.columnsPerVector), value.channels)
    let target = buffer(
      ActivationLayout(
        shape: outer, isBlocked: !isPlain,
        columnsPerVector: max(columnsPerVector, value.columnsPerVector)))
    plan.steps.append(step(target, rows, columns))
    value = DeferredActivation(
      region: BufferRegion(buffer: target, top: padding.top, left: padding.left), extent: size,
      channels: value.channels, padding: padding, paddingMode: mode,
      columnsPerVector: value.columnsPerVector)
    return target
  }

  /// Returns the buffer that already holds the value with the padding.
  private func existingBuffer(
    _ padding: Padding, _ mode: PaddingMode, allowsSubPixel: Bool
  ) -> Int? {
    guard let region = value.region, value.isWritten, value.padding == padding,
      allowsSubPixel || !value.isSubPixel, padding == .none || value.paddingMode == mode
    else { return nil }
    return region.buffer
  }

  /// Checks the size of a padded value; the index maps of all steps are limited to 0.5 GB.
  private mutating func checkPadded(
    _ size: SpatialSize, _ padding: Padding
  ) throws(NetworkError) {
    let padded = SpatialSize(
      size.height + padding.top + padding.bottom, size.width + padding.left + padding.right)
    let shape = shape(of: padded, value.channels)
    mapLength += padded.height + padded.width
    try shape.checkSize()
    guard mapLength <= 1 << 26 else { throw shape.tooLarge }
  }

  private func step(_ target: Int, _ rows: [Int], _ columns: [Int]) -> PlanStep {
    guard let region = value.region else {
      return .load(
        LoadStep(
          target: target, rows: rows.map { min($0, inputSize.height - 1) },
          columns: columns.map { min($0, inputSize.width - 1) }, range: range))
    }
    if let layer = value.pooling {
      return .pool(
        PoolingStep(
          source: region, target: target, layer: layer, extent: value.extent, rows: rows,
          columns: columns))
    }
    return .gather(
      GatherStep(
        source: region, addend: value.addend, target: target, rows: rows, columns: columns,
        site: value.site, activation: value.activation))
  }

  /// Returns the source of each row or column of a padded value.
  private func map(_ size: Int, _ before: Int, _ after: Int, _ mode: PaddingMode) -> [Int] {
    (-before..<size + after).map { i in
      let source = mode.source(i, of: size)
      return source < 0 ? source : source / value.upsampling
    }
  }

  private mutating func buffer(_ layout: ActivationLayout) -> Int {
    plan.layouts.append(layout)
    return plan.layouts.count - 1
  }

  private func shape(of size: SpatialSize, _ channels: Int) -> Shape {
    Shape(pictures, channels, size.height, size.width)
  }
}
