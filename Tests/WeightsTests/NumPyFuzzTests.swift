// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing
import Weights

/// Randomly damaged `.npy` files. A crash would end the test run.
@Suite struct NumPyFuzzTests {
  private var sound: [[UInt8]] {
    var random = SplitMix(seed: 50)
    let tensor: Tensor<Float> = random.tensor(Shape(2, 3, 2, 2))
    return [
      NumPyArray.float(tensor, axes: [2, 3, 2, 2]).bytes,
      NumPyArray.double(tensor.widened, axes: [2, 3, 4]).bytes,
      NumPyBytes.file(
        NumPyBytes.text(fortran: "True", shape: "(2, 3)"), version: 2,
        values: NumPyBytes.counting(6)),
    ]
  }

  @Test func damagedFilesNeverCrash() {
    var (random, read, rejected) = (SplitMix(seed: 51), 0, 0)
    let sound = sound
    for round in 0..<4000 {
      let bytes = damaged(sound[round % sound.count], &random)
      if let error = NumPyBytes.error(bytes) {
        rejected += 1
        #expect(!error.description.isEmpty)
      } else {
        read += 1
      }
    }
    print("\(read) damaged files were accepted, \(rejected) rejected")
    #expect(read > 200, "changed values are still valid")
    #expect(rejected > 1000)
  }

  /// Returns a file with one to four changed bytes in the header or anywhere, sometimes truncated.
  private func damaged(_ sound: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = sound
    let end = random.next() % 2 == 0 ? min(80, bytes.count) : bytes.count
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0..<end, using: &random)
      switch random.next() % 3 {
      case 0: bytes[place] ^= 1 << UInt8(random.next() % 8)
      case 1: bytes[place] = Array("0123456789,()'{}[]:-LTF ".utf8)[Int(random.next() % 24)]
      default: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      }
    }
    return random.next() % 3 == 0
      ? Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))) : bytes
  }
}
