// SPDX-License-Identifier: MIT

import COneDNN
import Normalization
import TestSupport
import Testing

@testable import Networks

/// Failures of oneDNN become errors that name the layer and the status.
///
/// Failures are injected into the calling thread alone, so that tests can run in parallel.
@Suite struct OneDNNFailureTests {
  private let description = NetworkDescription.transfer(width: 4, blocks: 1)
  private let picture = Tensor<Float>(Shape(1, 3, 12, 16), repeating: 0.5)

  private func network() throws -> Network {
    try Network(description, description.randomParameters())
  }

  private func run() throws -> NetworkRun {
    let run = try NetworkRun(network(), picture.shape, allowsWinograd: false)
    run.setInput(picture)
    return run
  }

  private func injectOutOfMemory(_ call: OneDNNCall, skipped: Int32 = 0) {
    onednn_inject_failure(call, skipped, OneDNNError.outOfMemory.status)
  }

  /// Returns the layers named by the errors of failing at each call until a body succeeds.
  private func failingLayers(
    _ call: OneDNNCall, _ body: () throws -> Void
  ) throws -> Set<String> {
    var layers: Set<String> = []
    for skipped in Int32(0)..<1000 {
      injectOutOfMemory(call, skipped: skipped)
      do {
        try body()
        // Disarms the failure that was not reached.
        injectOutOfMemory(call, skipped: .max)
        return layers
      } catch NetworkError.oneDNN(let layer, _, let status) {
        #expect(status == "out of memory")
        layers.insert(layer)
      }
    }
    Issue.record("1000 calls failed")
    return layers
  }

  @Test func aFailedConvolutionOfARunThrowsTheLayerAndTheStatus() throws {
    let run = try run()
    let expected = try #require(try run.output())
    let layers = try failingLayers(OneDNNExecute) {
      run.setInput(picture)
      _ = try run.output()
    }
    #expect(layers == Set(description.convolutions.map(\.name)))
    run.setInput(picture)
    #expect(try run.output() == expected)
  }

  @Test func aFailedCreationThrowsTheLayerAndTheStatus() throws {
    let network = try network()
    let layers = try failingLayers(OneDNNCreate) {
      _ = try NetworkRun(network, picture.shape, allowsWinograd: false)
    }
    #expect(layers == Set(description.convolutions.map(\.name)))
  }

  @Test func aRejectedCreationIsUnsupported() throws {
    let network = try network()
    onednn_inject_failure(OneDNNCreate, 0, 3)
    #expect(throws: NetworkError.unsupported("conv1")) {
      try NetworkRun(network, picture.shape, allowsWinograd: false)
    }
  }

  @Test func aCancelledRunReturnsNilAndDoesNotThrow() throws {
    let run = try run()
    #expect(try run.output { true } == nil)
  }

  @Test func aFailedStepOfTrainingThrowsTheLayerAndTheStatus() throws {
    let run = try DifferentiableRun(
      network(), picture.shape, trained: description.trainableNames, allowsWinograd: false)
    func gradients() throws -> ParameterGradients {
      var sums: ParameterGradients = [:]
      try run.setParameters(description.randomParameters())
      try run.forward(picture)
      try run.backward(from: OutputGradients(output: picture), into: &sums)
      return sums
    }
    let expected = try gradients()
    let layers = try failingLayers(OneDNNExecute) { _ = try gradients() }
    #expect(layers == Set(description.convolutions.map(\.name)))
    #expect(try gradients() == expected)
  }

  @Test func aFailedMatrixProductThrowsTheStatus() throws {
    injectOutOfMemory(OneDNNExecute)
    let a = Matrix(2, 3, [1, 2, 3, 4, 5, 6])
    #expect(throws: NetworkError.self) { try Matrix.product(a, a, transposing: .second) }
    #expect(try Matrix.product(a, a, transposing: .second).values == [14, 32, 32, 77])
  }

  @Test func theErrorNamesLayerImplementationAndStatus() {
    let error = NetworkError.oneDNN(
      layer: "conv1", implementation: "jit:avx2", status: "out of memory")
    #expect(error.description == "oneDNN failed in ‘conv1’ (jit:avx2): out of memory")
  }
}
