// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization
import Pictures
import Settings
import Stylization
import TestSupport
import Testing
import Weights

@testable import normscope

/// Statistics of float64 tensors: the explorer shows those of `stats` and `normalize`.
@Suite struct PrecisionTests {
  /// Tensor of mean + scale · N(0, 1).
  struct Values: Sendable, CustomTestStringConvertible {
    let mean, scale: Double
    var testDescription: String { "\(mean) + \(scale)·N(0, 1)" }

    var tensor: Tensor<Double> {
      var random = SplitMix(seed: 80)
      let shape = Shape(2, 4, 16, 16)
      return Tensor(
        shape, elements: (0..<shape.count).map { _ in mean + scale * random.normal() })
    }
  }

  static let values = [
    Values(mean: 1e8, scale: 1), Values(mean: 5, scale: 1e-9), Values(mean: 0, scale: 1e200),
    Values(mean: 1e200, scale: 1e199), Values(mean: 0, scale: 1e-200),
  ]

  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func write(_ values: Values) throws {
    let array = NumPyArray.double(values.tensor, axes: [2, 4, 16, 16])
    try FileContents.write(array.bytes, to: folder("x.npy"))
  }

  private func page(_ page: Page, picture: Int = 0) throws -> PageResult {
    let settings = RenderSettings(
      input: .tensor(path: folder("x.npy"), index: picture), mode: .instance)
    return try PageRenderer(
      pipeline: Pipeline(photographs: []), settings: settings, style: nil
    ).render(page)
  }

  /// Output of `stats --json`.
  private struct Output: Decodable {
    struct Input: Decodable {
      struct Plane: Decodable {
        let mean, deviation: Double
      }
      let dtype, precision: String
      let planes: [Plane]
    }
    let inputs: [Input]
  }

  /// Returns the planes of a file as `stats --json` prints them.
  private func stats(_ file: String) throws -> [Output.Input.Plane] {
    let outcome = try Outcome(of: Program.path, ["stats", folder(file), "--json"])
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    let input = try JSONDecoder().decode(Output.self, from: Data(outcome.output.utf8)).inputs[0]
    #expect(input.dtype == "float64" && input.precision == "float64")
    return input.planes
  }

  @Test(arguments: values) func theExplorerShowsTheStatisticsOfStats(_ values: Values) throws {
    try write(values)
    let expected = try stats("x.npy")
    for picture in 0..<2 {
      let report = try page(.channels, picture: picture).report
      #expect(report.elementType == "float64")
      for (c, channel) in report.channels.enumerated() {
        #expect(channel.content.moments.mean == expected[4 * picture + c].mean)
        #expect(channel.content.moments.deviation == expected[4 * picture + c].deviation)
        #expect((channel.content.moments.deviation / values.scale - 1).magnitude < 0.2)
      }
    }
  }

  @Test(arguments: values) func theExplorerShowsTheStatisticsAfterNormalize(
    _ values: Values
  ) throws {
    try write(values)
    let outcome = try Outcome(
      of: Program.path,
      ["normalize", "--mode", "instance", "--input", folder("x.npy"), "-o", folder("y.npy")])
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    let expected = try stats("y.npy")
    for (c, channel) in try page(.channels).report.channels.enumerated() {
      let found = channel.result.moments
      #expect((found.deviation - expected[c].deviation).magnitude <= 1e-12 * expected[c].deviation)
      #expect((found.mean - expected[c].mean).magnitude <= 1e-12)
    }
  }

  @Test func exportedStatisticsAreThoseOfStats() throws {
    try write(Self.values[0])
    let expected = try stats("x.npy")
    let settings = RenderSettings(
      input: .tensor(path: folder("x.npy"), index: 0), mode: .instance)
    let result = try Pipeline(photographs: []).inspect(settings)
    let reports = StatsReport.reports(of: result, settings)
    #expect(reports[0].planes.map(\.deviation) == expected.prefix(4).map(\.deviation))
    #expect(reports.map(\.precision) == [.float64, .float64])
    #expect(reports[1].planes.allSatisfy { (($0.deviation ?? 0) - 1).magnitude < 1e-5 })
  }

  @Test(arguments: values) func theBatchPageMeasuresInFloat64(_ values: Values) throws {
    try write(values)
    let expected = try stats("x.npy")
    let batch = try #require(try page(.batch).report.batch)
    for (n, picture) in batch.pictures.enumerated() {
      for (c, moments) in picture.before.enumerated() {
        let deviation = expected[4 * n + c].deviation
        #expect((moments.deviation / deviation - 1).magnitude < 1e-12)
      }
    }
  }

  /// In float32 the planes of these tensors have few levels or are not finite.
  @Test(arguments: values) func mapsAreScaledFromFloat64(_ values: Values) throws {
    let tensor = values.tensor
    for range in [nil, values.mean - 2 * values.scale...values.mean + 2 * values.scale] {
      let picture = AnyTensor.float64(tensor).picture(
        of: GrayMap(picture: 1, channel: 2, range: range))
      let levels = stride(from: 0, to: picture.pixels.count, by: 4).map { picture.pixels[$0] }
      let plane = tensor.plane(1, 2)
      let (low, high) = (
        range?.lowerBound ?? plane.min() ?? 0, range?.upperBound ?? plane.max() ?? 1
      )
      for (level, value) in zip(levels, plane) {
        let share = max(0, min(1, (value - low) / (high - low)))
        #expect((Double(level) - 255 * share).magnitude <= 0.51)
      }
      #expect(Set(levels).count > 60)
    }
  }

  @Test func float32MapsAreDrawnAsBefore() {
    var random = SplitMix(seed: 81)
    var tensor: Tensor<Float> = random.tensor(Shape(1, 2, 9, 7))
    tensor[0, 1, 3, 3] = .nan
    let plane = Array(tensor.plane(0, 1))
    let finite = plane.filter(\.isFinite)
    let expected = Picture(
      plane: plane, width: 7, height: 9, low: finite.min() ?? 0, high: finite.max() ?? 1)
    let found = AnyTensor.float32(tensor).picture(of: GrayMap(picture: 0, channel: 1))
    let differences = zip(found.pixels, expected.pixels).map { Int($0) - Int($1) }
    #expect(differences.allSatisfy { $0.magnitude <= 1 })
    let constant = AnyTensor.float32(Tensor(Shape(1, 1, 2, 2), repeating: 7))
    #expect(constant.picture(of: GrayMap(picture: 0, channel: 0)).pixels[0] == 128)
  }
}
