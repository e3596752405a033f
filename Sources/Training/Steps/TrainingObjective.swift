// SPDX-License-Identifier: MIT

import Networks

/// What a network learns: pictures, losses, and how they become gradients.
public protocol TrainingObjective {
  /// The states of its generators of random numbers by name; with them put back it goes on as it
  /// would have.
  var generators: [String: UInt64] { get set }

  /// Adds the gradients of a step's loss, and gives its parts. - Parameter step: counted from 0.
  /// - Throws: when no picture can be read any more.
  mutating func gradients(
    at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) throws -> LossTerms

  /// Moves what no gradient moves, such as running moments.
  func follow(_ parameters: inout Parameters)
}

extension TrainingObjective {
  /// Most networks have nothing of the kind.
  public func follow(_ parameters: inout Parameters) {}
}
