// SPDX-License-Identifier: MIT

import Networks

/// Training objective: draws a batch and computes its losses and gradients.
public protocol TrainingObjective {
  /// States of the random number generators by name. Restoring them continues the sequence of
  /// batches.
  var generators: [String: UInt64] { get set }

  /// Adds the gradients of one step's weighted loss and returns its terms.
  /// - Parameter step: number of steps completed before.
  /// - Throws: `TrainingError.noReadablePicture`, `TrainingError.noUsablePicture`, and the errors of
  ///   picture transforms.
  mutating func gradients(
    at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) throws -> LossTerms

  /// Updates the running moments of batch normalization with those of the last batch.
  func updateRunningMoments(in parameters: inout Parameters)
}

extension TrainingObjective {
  /// Does nothing: most networks have no running moments.
  public func updateRunningMoments(in parameters: inout Parameters) {}
}
