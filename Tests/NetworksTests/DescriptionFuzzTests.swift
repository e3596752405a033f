// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Random and damaged descriptions run or throw an error with a one-line message. A trap would end
/// the test process.
@Suite struct DescriptionFuzzTests {
  /// Numbers of descriptions that ran, and that threw by error case.
  private struct Tally: CustomStringConvertible {
    var ran = 0
    var refused: [String: Int] = [:]
    var description: String { "\(ran) ran, refused: \(refused)" }
  }

  /// The maximum number of weights.
  private static let most = 1 << 18

  private func attempt(_ network: NetworkDescription, _ shape: Shape, _ tally: inout Tally) {
    do throws(NetworkError) {
      let made = try Network(network, parameters(network))
      for encoderOnly in [false, true] {
        let run = try NetworkRun(
          made, shape, encoderOnly: encoderOnly, keepsActivations: !encoderOnly)
        guard run.memoryRequirement.total < 64 << 20 else { continue }
        run.setInput(Tensor(shape, repeating: 0.5))
        let output = encoderOnly ? nil : try run.output()
        if encoderOnly { _ = try run.levelMoments() }
        let isPicture = network.output != nil && !encoderOnly
        let picture = Shape(shape.n, 3, shape.h, shape.w)
        #expect(!isPicture || output?.shape == picture, "\(network.text)")
      }
      tally.ran += 1
    } catch {
      let message = error.description
      #expect(!message.isEmpty && message.count < 1000 && !message.contains("\n"))
      tally.refused[Mirror(reflecting: error).children.first?.label ?? "", default: 0] += 1
    }
  }

  /// Returns random weights; none if the description is invalid or has too many.
  private func parameters(_ network: NetworkDescription) -> Parameters {
    let counts = network.convolutions.map { layer in
      [layer.inputs, layer.outputs, layer.kernel.height, layer.kernel.width]
        .reduce(1) { $0 * Double($1) }
    }
    let isSound = network.convolutions.allSatisfy { layer in
      let numbers = [layer.inputs, layer.outputs, layer.kernel.height, layer.kernel.width]
      return layer.groups > 0 && numbers.allSatisfy { $0 > 0 }
    }
    let channels = network.sites.map(\.channels)
    guard isSound, counts.reduce(0, +) < Double(Self.most),
      channels.allSatisfy({ 0..<Self.most ~= $0 })
    else { return [:] }
    return network.randomParameters()
  }

  @Test func randomLayersRunOrThrow() {
    var (random, tally) = (SplitMix(seed: 71), Tally())
    for _ in 0..<2000 {
      var source = RandomLayers(random: random)
      let encoder = source.layers(Int.random(in: 0...4, using: &source.random), depth: 0)
      let decoder = source.layers(Int.random(in: 0...5, using: &source.random), depth: 0)
      let shape = Shape(
        Int.random(in: 1...2, using: &source.random), source.inputs,
        Int.random(in: 1...20, using: &source.random),
        Int.random(in: 1...20, using: &source.random))
      let isPicture = source.random.next() % 2 == 0
      attempt(
        NetworkDescription(
          "n", notation: "", output: isPicture ? .unit : nil, encoder: encoder, decoder: decoder),
        shape, &tally)
      random = source.random
    }
    print("random descriptions: \(tally)")
    #expect(tally.ran > 100 && tally.refused.count > 5)
  }

  @Test func damagedDescriptionsRunOrThrow() {
    var (random, tally) = (SplitMix(seed: 72), Tally())
    let descriptions: [NetworkDescription] = [
      .compact, .transfer(width: 2, blocks: 1), .transfer(width: 2, blocks: 1, norm: .batch),
      .multiStyle(widths: [4, 4, 4, 2, 4], blocks: 1),
    ]
    for round in 0..<2000 {
      let text = damaged(descriptions[round % descriptions.count].text, &random)
      let shape = Shape(1, 3, 12, 20)
      do throws(NetworkError) {
        attempt(try NetworkDescription(text: text), shape, &tally)
      } catch {
        tally.refused["syntax", default: 0] += 1
      }
    }
    print("damaged: \(tally)")
    #expect(tally.ran > 100 && tally.refused.count > 5)
  }

  /// Returns the text with lines swapped, removed or duplicated, and numbers replaced.
  private func damaged(_ text: String, _ random: inout SplitMix) -> String {
    var lines = text.split(separator: "\n").map(String.init)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let (i, j) = (
        Int.random(in: 4..<lines.count, using: &random),
        Int.random(in: 4..<lines.count, using: &random)
      )
      switch random.next() % 5 {
      case 0: lines.swapAt(i, j)
      case 1: lines.remove(at: i)
      case 2: lines.insert(lines[j], at: i)
      default:
        let numbers = ["0", "1", "2", "3", "7", "16", "64", "4097", "1000000", "-1", "1e9"]
        let number = numbers[Int.random(in: numbers.indices, using: &random)]
        let words = lines[i].split(whereSeparator: { !$0.isNumber }).map(String.init)
        guard let word = words.randomElement(using: &random) else { continue }
        lines[i] = lines[i].replacing(word, with: number, maxReplacements: 1)
      }
    }
    return lines.joined(separator: "\n")
  }
}
