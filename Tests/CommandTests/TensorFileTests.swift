// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization
import Settings
import Stylization
import TestSupport
import Testing
import Weights

@testable import normscope

/// Tensors of `.npz`, safetensors and PyTorch files in commands.
@Suite struct TensorFileTests {
  static let singles = ["single.npz", "single.safetensors", "single.pt"]
  static let several = ["types.pth", "types-old.pth", "types.safetensors", "mixed.npz"]

  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// A file written by Tests/Reference/weights.py.
  private static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/weights/\(name)").path
  }

  private func run(_ arguments: String...) throws -> Outcome {
    try Outcome(of: Program.path, arguments)
  }

  private func expectError(_ outcome: Outcome, _ texts: String...) {
    #expect(outcome.code == 2 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.count { $0 == "\n" } == 1, "\(outcome.errors)")
    for text in texts { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
  }

  @Test(arguments: singles) func theOnlyUsableTensorIsMeasured(_ file: String) throws {
    let outcome = try run("stats", Self.path(file), "--format", "csv")
    #expect(outcome.code == 0, "\(outcome)")
    // Plane k contains 4k, 4k + 0.5, … 4k + 3.5; the standard deviation of 0, 0.5, … 3.5 is 1.1456.
    let lines = outcome.output.split(separator: "\n").dropFirst()
    let means = lines.compactMap { Double($0.split(separator: ",")[3]) }
    #expect(means == (0..<6).map { 4 * Double($0) + 1.75 })
    let deviations = lines.compactMap { Double($0.split(separator: ",")[5]) }
    #expect(deviations.allSatisfy { ($0 - 1.3125.squareRoot()).magnitude < 1e-12 })
  }

  @Test(arguments: several) func withoutANameTheTensorsAreListed(_ file: String) throws {
    let list = file == "mixed.npz" ? "‘features’ 2×3×4×2 float64" : "‘F32’ 2×3 float32"
    let text = "choose one with --tensor NAME"
    expectError(try run("stats", Self.path(file)), text, list)
    let normalize = try run(
      "normalize", "--mode", "instance", "--input", Self.path(file), "-o", folder("y.npy"))
    expectError(normalize, text, list)
    #expect(try folder.names.isEmpty)
  }

  @Test func theListOfTensorsIsBounded() throws {
    let error = try run("stats", Self.path("types.pth"))
    expectError(error, "it has 19 tensors", "and 11 more")
    #expect(error.errors.count < 1000)
  }

  @Test(arguments: several) func aNamedTensorIsReadByEveryCommand(_ file: String) throws {
    let (name, type) = file == "mixed.npz" ? ("mask", "bool") : ("I16", "int16")
    let stats = try run("stats", Self.path(file), "--tensor", name)
    #expect(stats.code == 0 && stats.output.contains("\(type) as float32"), "\(stats)")
    #expect(stats.errors.hasSuffix("\(type) is converted to float32\n"))
    let normalize = try run(
      "normalize", "--mode", "layer", "--input", Self.path(file), "--tensor", name, "-o",
      folder("y.npy"))
    #expect(normalize.code == 0 && normalize.output.isEmpty, "\(normalize)")
    #expect(normalize.errors.hasSuffix("\(type) is converted to float32\n"))
    let written = try NumPyArray(FileContents.read(folder("y.npy")))
    #expect(written.values.elementType == .float32)
    #expect(written.axes == (file == "mixed.npz" ? [2, 3, 4, 2] : [2, 3]))
  }

  @Test func namesThatCannotBeUsedAreExplained() throws {
    let cases = [
      ("types.pth", "none", "it has no tensor ‘none’; it has ‘F32’ 2×3 float32"),
      ("single.npz", "scale", "unsupported shape (3)"),
      ("mixed.npz", "labels", "unsupported element type ‘<U2’"),
      ("mixed.npz", "objects", "unsupported element type ‘|O’"),
      ("mixed.npz", "empty", "unsupported shape (0, 3)"),
      ("module.pth", "x", "save the tensors alone"),
    ]
    for (file, name, text) in cases {
      expectError(try run("stats", Self.path(file), "--tensor", name), file, text)
    }
    let picture = Program.picture("content/red_panda.jpg")
    expectError(try run("stats", picture, "--tensor", "x"), "is not a tensor file")
    expectError(try run("explore", picture, "--tensor", "x"), "is not a tensor file")
    expectError(try run("explore", "--tensor", "x"), "--tensor needs a content")
    let array = NumPyArray.float(Tensor(Shape(1, 2, 1, 1)), axes: [1, 2])
    try FileContents.write(array.bytes, to: folder("x.npy"))
    expectError(
      try run("stats", folder("x.npy"), "--tensor", "x"), "one array without a name; omit --tensor")
  }

  @Test func filesAreRecognizedByTheirContents() throws {
    for file in Self.singles {
      let copy = folder(file + ".bin")
      try FileContents.write(FileContents.read(Self.path(file)), to: copy)
      #expect(try run("stats", copy).code == 0)
      #expect(TensorFile.isTensor(copy))
    }
    let picture = folder("picture.npy")
    try FileContents.write(
      FileContents.read(Program.picture("content/red_panda.jpg")), to: picture)
    #expect(!TensorFile.isTensor(picture))
    try FileContents.write(Array("no tensor".utf8), to: folder("text.pth"))
    expectError(try run("stats", folder("text.pth")), "unknown format")
    try FileContents.write(Array("no tensor".utf8), to: folder("text.npy"))
    expectError(try run("stats", folder("text.npy")), "not a NumPy .npy file")
  }

  @Test func roundedIntegersAreReported() throws {
    let values: [Int64] = [(1 << 53) + 1, .max, 3, 4]
    let header = "{'descr': '<i8', 'fortran_order': False, 'shape': (1, 2, 2), }\n"
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + values.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }
    try FileContents.write(bytes, to: folder("x.npy"))
    let text = "2 int64 values are beyond 2⁵³ and rounded to float64"
    let stats = try run("stats", folder("x.npy"))
    #expect(stats.code == 0 && stats.errors.contains(text), "\(stats)")
    #expect(stats.output.contains("int64 as float64"))
    let settings = RenderSettings(
      input: .tensor(path: folder("x.npy"), index: 0), mode: .instance)
    let report = try PageRenderer(
      pipeline: Pipeline(photographs: []), settings: settings, style: nil
    ).render(.preview).report
    #expect(report.warnings == [text])
    #expect(report.elementType == "int64 as float64")
  }

  @Test func theExplorerListsTheTensorsOfAFile() throws {
    let renderer = FrameRenderer(
      pipeline: Pipeline(photographs: []), encoder: .init(threads: 1), cell: .standard)
    let listing = try renderer.tensors(of: Self.path("mixed.npz"), for: .content)
    #expect(
      listing.entries == [
        .init(name: "features", text: "2×3×4×2 float64"),
        .init(name: "mask", text: "2×3×4×2 bool"),
      ])
    #expect(throws: RenderError.self) {
      try renderer.tensors(of: Self.path("module.pth"), for: .content)
    }
    let preview = renderer.filePreview(
      Self.path("mixed.npz"), in: .init(rows: 5, columns: 20), .kitty(cell: .standard))
    #expect(preview.raster == nil && preview.caption == "2 tensors")
  }

  @Test func theChooserListsTensorFiles() throws {
    let listing = FolderReader.read(Self.path(""))
    let contents = Dictionary(
      uniqueKeysWithValues: listing.entries.map { ($0.name, $0.contents) })
    for file in Self.singles + Self.several { #expect(contents[file] == .tensors, "\(file)") }
    #expect(contents["types.onnx"] == nil)
  }

  @Test func aTensorStyleIsReadByItsName() throws {
    var settings = RenderSettings(
      input: .tensor(path: Self.path("mixed.npz"), name: "features", index: 1))
    settings.styles = [WeightedStyle(path: Self.path("mixed.npz"), tensor: "mask")]
    let report = try PageRenderer(
      pipeline: Pipeline(photographs: []), settings: settings, style: Self.path("mixed.npz")
    ).render(.preview).report
    #expect(
      report.content.name == "mixed.npz · features" && report.style?.name == "mixed.npz · mask")
    #expect(report.channels.map { $0.style?.beta } == [1 / 8, 1, 1])
    settings.styles = [WeightedStyle(path: Self.path("mixed.npz"))]
    #expect(throws: RenderError.self) { try Pipeline(photographs: []).inspect(settings) }
  }
}
