// SPDX-License-Identifier: MIT

import Networks

/// What gradients become steps with: Adam, or SOAP (Vyas et al. 2025, algorithm 3), which is Adam for
/// convolutions' weights in the eigenbases of their gradients' covariances, one for each mode.
///
/// Where activations are not normalized, as in VGG-19's decoders, all of them lie above 0 and vary
/// together: their sum has a gradient a thousand times as large as what tells them apart, and a rate that
/// suits the one is nothing to the other. In an eigenbasis each direction has a v of its own.
public struct Optimizer: Equatable, Sendable {
  /// Steps from one turn of the bases to the next.
  static let pause = 10

  /// Which of the two it is.
  public let optimizer: OptimizerKind
  /// m and v; those of weights that have bases are within these.
  var adam = Adam()
  /// The bases of each convolution's weights; empty for Adam itself.
  var bases: [String: WeightBases] = [:]

  /// Without any memory of gradients.
  public init(_ optimizer: OptimizerKind) { self.optimizer = optimizer }

  /// Whether it has m and v of all that has a gradient, or of nothing yet.
  func knows(_ gradients: ParameterGradients) -> Bool {
    adam.step == 0 || gradients.keys.allSatisfy { adam.means[$0] != nil }
  }

  /// Moves every tensor that has a gradient, in place.
  /// - Precondition: the tensor is there, with as many values as its gradient.
  public mutating func update(
    _ parameters: inout Parameters, by gradients: ParameterGradients, rate: Double
  ) throws(NetworkError) {
    for (name, gradient) in gradients {
      let count = parameters[name]?.values.count ?? 0
      precondition(count == gradient.count, "\(gradient.count) values of \(name) with \(count)")
    }
    if optimizer == .soap { try observe(gradients, of: parameters) }
    let own = try turned(gradients) { bases, values throws(NetworkError) in
      try bases.rotated(values)
    }
    let moves = try turned(
      adam.moves(by: own, rate: rate)
    ) { bases, values throws(NetworkError) in try bases.restored(values) }
    for (name, move) in moves {
      parameters[name]?.values.withUnsafeMutableBufferPointer { values in
        for i in values.indices { values[i] -= move[i] }
      }
    }
  }

  private func turned(
    _ all: ParameterGradients, _ turn: (WeightBases, [Float]) throws(NetworkError) -> [Float]
  ) throws(NetworkError) -> ParameterGradients {
    var result: ParameterGradients = [:]
    for (name, values) in all {
      if let basis = bases[name] {
        result[name] = try turn(basis, values)
      } else {
        result[name] = values
      }
    }
    return result
  }

  /// Adds what gradients say to the bases, and turns these now and then, and m with them.
  private mutating func observe(
    _ gradients: ParameterGradients, of parameters: Parameters
  ) throws(NetworkError) {
    for (name, gradient) in gradients {
      guard var own = bases[name] ?? WeightBases(parameters[name]?.shape ?? []) else { continue }
      let old = own
      try own.observe(gradient)
      // What has just been seen for the first time has no v that a turn could leave behind.
      if bases[name] == nil || adam.step.isMultiple(of: Self.pause) {
        try own.follow()
        if let means = adam.means[name] {
          adam.means[name] = try own.rotated(try old.restored(means))
        }
      }
      bases[name] = own
    }
  }
}
