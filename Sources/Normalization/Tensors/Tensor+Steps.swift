// SPDX-License-Identifier: MIT

extension Tensor {
  /// Every plane after its step: y = γ · (x − μ) / deviation + β.
  ///
  /// For steps that are known already, where `normalize` would measure the values again.
  /// - Precondition: one step a plane.
  public func applying(_ steps: [PlaneTransform], threads: Int = defaultThreads) -> Tensor {
    precondition(steps.count == shape.planes, "\(steps.count) steps for \(shape)")
    let lines: [ScaleShift<Scalar>] = steps.map { $0.line() }
    let pieces = PlaneChunks(plane: shape.plane, size: Forward<Scalar>.piece)
    return Tensor(shape) { output in
      elements.withUnsafeBufferPointer { input in
        guard let from = input.baseAddress, let to = output.baseAddress else { return }
        parallel(shape.planes * pieces.count, threads: threads) { index in
          let (plane, piece) = index.quotientAndRemainder(dividingBy: pieces.count)
          let start = plane * shape.plane + piece * pieces.size
          Scalar.transform(
            from + start, into: to + start, count: pieces.length(of: piece), by: lines[plane])
        }
      }
    }
  }
}
