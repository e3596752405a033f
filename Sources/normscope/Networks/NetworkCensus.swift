// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// A network layer by layer at a size: shapes, parameters and multiply-adds.
struct NetworkCensus {
  /// A layer.
  struct Row: Encodable, Equatable {
    let name, kind: String
    /// C × H × W of what it gives.
    let shape: [Int]
    let parameters, multiplyAdds: Int

    /// The layer as a line of a table.
    var line: String {
      let shape = shape.map(String.init).joined(separator: "×")
      let figures = [parameters, multiplyAdds].map { $0 == 0 ? "–" : "\($0)" }
      return Columns.line(
        [(name, 22), (kind, 26), (shape, 14), (figures[0], -10), (figures[1], -13)])
    }
  }

  /// All layers in order, those of residual blocks among them.
  private(set) var rows: [Row] = []
  private var channels: Int
  private var extent: SpatialSize

  /// All multiply-adds of the convolutions.
  var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }

  /// Counts at pictures of so many rows and columns, which are filled up where the network does.
  init(_ description: NetworkDescription, side: Int) {
    let multiple = description.output == nil ? 1 : description.multiple
    extent = SpatialSize((side + multiple - 1) / multiple * multiple)
    channels = description.inputs
    add(description.encoder + description.decoder)
  }

  private mutating func add(_ layers: [Layer]) {
    for layer in layers {
      switch layer {
      case .convolution(let layer): add(layer)
      case .site(let site): add(site.name, "site, \(site.source.words)", parameters(of: site))
      case .activation(let curve): add("", curve.rawValue)
      case .pooling(let layer):
        extent = SpatialSize(
          Self.pooled(extent.rows, layer.window.rows, layer.stride.rows, layer.isCeiling),
          Self.pooled(extent.columns, layer.window.columns, layer.stride.columns, layer.isCeiling))
        add("", "\(layer.kind.rawValue) \(layer.window.rows)×\(layer.window.columns)")
      case .upsampling:
        extent = SpatialSize(2 * extent.rows, 2 * extent.columns)
        add("", "upsample ×2")
      case .residual(let body):
        add(body)
        add("", "+ x")
      case .level(let level): add("level\(level)", "the style's moments")
      }
    }
  }

  private mutating func add(_ name: String, _ kind: String, _ parameters: Int = 0, _ macs: Int = 0)
  {
    rows.append(
      Row(
        name: name, kind: kind, shape: [channels, extent.rows, extent.columns],
        parameters: parameters, multiplyAdds: macs))
  }

  private mutating func add(_ layer: ConvolutionLayer) {
    let weights =
      layer.inputs * layer.outputs / layer.groups * layer.kernel.rows
      * layer.kernel.columns
    let before = extent
    (extent, channels) = (Self.output(of: layer, before), layer.outputs)
    let places = layer.isTransposed ? before : extent
    let kind =
      "\(layer.isTransposed ? "transposed" : "conv") \(layer.kernel.rows)×"
      + "\(layer.kernel.columns)" + (layer.stride == SpatialSize(1) ? "" : " /\(layer.stride.rows)")
      + (layer.hasRelu ? ", relu" : "")
    add(
      layer.name, kind, weights + (layer.hasBias ? layer.outputs : 0),
      weights * places.rows * places.columns)
  }

  private func parameters(of site: Networks.Site) -> Int {
    switch site.source {
    case .style, .none: 0
    case .instance: 2 * site.channels
    case .batch: 4 * site.channels
    }
  }

  private static func output(of layer: ConvolutionLayer, _ x: SpatialSize) -> SpatialSize {
    let margins = layer.margins
    func side(_ size: Int, _ frame: Int, _ kernel: Int, _ stride: Int) -> Int {
      layer.isTransposed
        ? (size - 1) * stride + kernel - frame : max(0, (size + frame - kernel) / stride + 1)
    }
    return SpatialSize(
      side(x.rows, margins.top + margins.bottom, layer.kernel.rows, layer.stride.rows),
      side(x.columns, margins.left + margins.right, layer.kernel.columns, layer.stride.columns))
  }

  private static func pooled(_ size: Int, _ window: Int, _ stride: Int, _ isCeiling: Bool) -> Int {
    size <= window ? 1 : (size - window + (isCeiling ? stride - 1 : 0)) / stride + 1
  }
}

extension Networks.Site.Source {
  /// Where γ and β come from.
  fileprivate var words: String {
    switch self {
    case .style(let level): "style of level \(level)"
    case .instance: "γ and β of the file"
    case .batch: "running moments"
    case .none: "none"
    }
  }
}
