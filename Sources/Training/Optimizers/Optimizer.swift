// SPDX-License-Identifier: MIT

import Networks

/// Kind of optimizer.
public enum OptimizerKind: String, Equatable, Codable, CaseIterable, Sendable {
  /// Adam (Kingma & Ba 2015).
  case adam
  /// SOAP (Vyas et al. 2025): Adam in the eigenbases of the gradients' covariances.
  case soap
}

/// Optimizer: Adam, or SOAP (Vyas et al. 2025, algorithm 3), which applies Adam to the weights of
/// convolutions in the eigenbases of their gradients' covariances, one basis per tensor mode.
///
/// Activations that are not normalized, such as those of VGG-19's decoders, are all positive and
/// strongly correlated. The gradient along their sum is about a thousand times as large as along
/// their differences, so no single learning rate suits both. In the eigenbasis each direction has a
/// separate v.
public struct Optimizer: Equatable, Sendable {
  /// Number of steps between two updates of the eigenbases.
  static let basisUpdateInterval = 10

  /// Kind of optimizer.
  public let kind: OptimizerKind
  /// Adam's moments. For weights with eigenbases they are stored in those bases.
  var adam = Adam()
  /// Eigenbases of each convolution's weights, by name; empty for Adam.
  var bases: [String: WeightEigenbases] = [:]

  /// An optimizer without state.
  public init(_ kind: OptimizerKind) { self.kind = kind }

  /// Whether every gradient has moments, or no step has been taken yet.
  func hasMoments(for gradients: ParameterGradients) -> Bool {
    adam.step == 0 || gradients.keys.allSatisfy { adam.firstMoments[$0] != nil }
  }

  /// Updates every parameter that has a gradient, in place.
  /// - Throws: `NetworkError.oneDNN`; parameters and optimizer state are then unchanged.
  /// - Precondition: each gradient has a parameter with the same number of values.
  public mutating func update(
    _ parameters: inout Parameters, with gradients: ParameterGradients, learningRate: Double
  ) throws(NetworkError) {
    for (name, gradient) in gradients {
      let count = parameters[name]?.values.count ?? 0
      precondition(count == gradient.count, "\(gradient.count) values of \(name) with \(count)")
    }
    var updated = self
    let steps = try updated.steps(for: gradients, of: parameters, learningRate)
    self = updated
    for (name, step) in steps {
      parameters[name]?.values.withUnsafeMutableBufferPointer { values in
        for i in values.indices { values[i] -= step[i] }
      }
    }
  }

  /// Updates the state and returns the step of each tensor, to be subtracted from the parameter.
  private mutating func steps(
    for gradients: ParameterGradients, of parameters: Parameters, _ learningRate: Double
  ) throws(NetworkError) -> ParameterGradients {
    if kind == .soap { try updateBases(with: gradients, of: parameters) }
    let projected = try transform(gradients) { bases, values throws(NetworkError) in
      try bases.project(values)
    }
    let steps = adam.updates(for: projected, learningRate: learningRate)
    return try transform(steps) { bases, values throws(NetworkError) in
      try bases.projectBack(values)
    }
  }

  /// Applies a change of basis to the tensors that have one.
  private func transform(
    _ tensors: ParameterGradients,
    _ changeOfBasis: (WeightEigenbases, [Float]) throws(NetworkError) -> [Float]
  ) throws(NetworkError) -> ParameterGradients {
    var result = tensors
    for (name, basis) in bases {
      if let values = tensors[name] { result[name] = try changeOfBasis(basis, values) }
    }
    return result
  }

  /// Adds gradients to the covariances. Every `basisUpdateInterval` steps it updates the
  /// eigenvectors and rotates m accordingly; v is left unchanged, as in the paper.
  private mutating func updateBases(
    with gradients: ParameterGradients, of parameters: Parameters
  ) throws(NetworkError) {
    for (name, gradient) in gradients {
      guard var new = bases[name] ?? WeightEigenbases(parameters[name]?.shape ?? []) else {
        continue
      }
      let old = new
      try new.updateCovariances(with: gradient)
      // A new basis is computed at once: no v exists yet that would lag behind it.
      if bases[name] == nil || adam.step.isMultiple(of: Self.basisUpdateInterval) {
        try new.updateEigenvectors()
        if let moments = adam.firstMoments[name] {
          adam.firstMoments[name] = try new.project(old.projectBack(moments))
        }
      }
      bases[name] = new
    }
  }
}

extension ParameterGradients {
  /// L2 norm over all values of all tensors, accumulated in Double in the order of the names.
  public var norm: Double {
    keys.sorted().reduce(0.0) { sum, name in
      (self[name] ?? []).reduce(sum) { $0 + Double($1) * Double($1) }
    }.squareRoot()
  }

  /// Scales all values so that the norm is at most `maximum` (Pascanu et al. 2013), and returns the
  /// norm before clipping. Gradients whose norm is not finite are left unchanged.
  @discardableResult
  public mutating func clip(toNorm maximum: Double) -> Double {
    let norm = norm
    if norm > maximum && norm.isFinite {
      let factor = Float(maximum / norm)
      for name in keys {
        self[name]?.withUnsafeMutableBufferPointer { values in
          for i in values.indices { values[i] *= factor }
        }
      }
    }
    return norm
  }
}
