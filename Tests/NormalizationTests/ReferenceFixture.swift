// SPDX-License-Identifier: MIT

import Foundation
import Normalization

/// Contents of Tests/Reference/normalization.json.
struct ReferenceFixture: Decodable {
  struct Array4: Decodable {
    let shape: [Int]
    let values: [Double]

    func tensor<Scalar: TensorScalar>() -> Tensor<Scalar> {
      Tensor(
        Shape(shape[0], shape[1], shape[2], shape[3]), elements: values.map { Scalar($0) })
    }
  }

  struct Case: Decodable {
    let name: String
    let expected: [Double]
  }

  struct Input: Decodable {
    let name: String
    let x: Array4
    let runningMean: [Double]
    let cases: [Case]
  }

  struct Batch: Decodable {
    let x: Array4
    let mean: [Double]
    let variance: [Double]
  }

  let styles: [String: Array4]
  let gammas: [[Double]]
  let betas: [[Double]]
  let runningVariance: [Double]
  let inputs: [Input]
  let batches: [Batch]

  static func load() throws -> ReferenceFixture {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = tests.appendingPathComponent("Reference/normalization.json")
    return try JSONDecoder().decode(ReferenceFixture.self, from: Data(contentsOf: file))
  }
}
