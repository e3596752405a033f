// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization
import TestSupport
import Testing

/// Networks that several threads use at once, each in runs of its own.
@Suite struct SharedNetworkTests {
  /// Sizes whose runs differ in packed formats: pixels of the last layer share vectors by width.
  static let sizes = [(32, 40), (24, 33), (40, 32), (33, 46)]

  private let description = NetworkDescription.transfer(width: 16, blocks: 1)

  private func picture(_ index: Int) -> Tensor<Float> {
    var random = SplitMix(seed: UInt64(index))
    let (h, w) = Self.sizes[index]
    return random.tensor(Shape(1, 3, h, w), mean: 0.5, deviation: 0.2)
  }

  /// Returns the output of a new run at a size.
  private func output(_ network: Network, _ index: Int, threads: Int) throws -> Tensor<Float> {
    let picture = picture(index)
    let run = try NetworkRun(network, picture.shape, threads: threads)
    run.setInput(picture)
    return try #require(try run.output())
  }

  /// Runs one network at all sizes, on one thread and then on a new network on a thread per size.
  private func check(threads: Int) throws {
    let parameters = description.randomParameters()
    let alone = try Network(description, parameters)
    let expected = try Self.sizes.indices.map { try output(alone, $0, threads: threads) }
    for round in 0..<4 {
      let shared = try Network(description, parameters)
      let found = onThreads(Self.sizes.count) { thread in
        // Each thread starts with another size, so that formats are packed in every order.
        Self.sizes.indices.map { (thread + $0) % Self.sizes.count }.map { index in
          (index, Result { try output(shared, index, threads: threads) })
        }
      }
      for (index, result) in found.joined() {
        #expect(try result.get() == expected[index], "round \(round), size \(Self.sizes[index])")
      }
    }
  }

  @Test func runsOnFourThreadsEqualRunsOnOneThread() throws { try check(threads: 2) }

  /// Without OpenMP threads; Tests/Reference/thread_sanitizer.sh runs this test.
  @Test func singleThreadedRunsOnFourThreadsEqualRunsOnOneThread() throws { try check(threads: 1) }

  @Test func aTrainingStepLeavesRunsOfItsNetworkUnchanged() throws {
    let network = try Network(description, description.randomParameters(seed: 1))
    let picture = picture(0)
    let run = try NetworkRun(network, picture.shape, allowsWinograd: false)
    run.setInput(picture)
    let before = try #require(try run.output())
    let training = try DifferentiableRun(
      network, picture.shape, trained: description.trainableNames, allowsWinograd: false)
    try training.forward(picture)
    try training.setParameters(description.randomParameters(seed: 2))
    try training.forward(picture)
    run.setInput(picture)
    #expect(try run.output() == before)
    #expect(try output(network, 0, threads: 2).shape == before.shape)
  }
}

/// Runs `body(0)` … `body(count − 1)` on a POSIX thread each and returns the results.
///
/// ThreadSanitizer knows that `pthread_create` and `pthread_join` synchronize.
private func onThreads<Value>(
  _ count: Int, _ body: @escaping @Sendable (Int) -> Value
) -> [Value] {
  let slots = (0..<count).map { index in Slot { body(index) } }
  let threads = slots.map { slot in
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<ThreadBody>.fromOpaque(context).takeUnretainedValue().run()
        return nil
      }, Unmanaged.passUnretained(slot).toOpaque())
    precondition(status == 0, "pthread_create failed with status \(status)")
    return thread
  }
  for thread in threads { pthread_join(thread, nil) }
  return slots.compactMap(\.value)
}

/// Work of a thread.
private class ThreadBody {
  func run() {}
}

/// Work of a thread and its result.
private final class Slot<Value>: ThreadBody {
  private let work: () -> Value
  private(set) var value: Value?

  init(_ work: @escaping () -> Value) { self.work = work }

  override func run() { value = work() }
}
