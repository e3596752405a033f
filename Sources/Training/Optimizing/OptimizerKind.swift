// SPDX-License-Identifier: MIT

/// How gradients become steps.
public enum OptimizerKind: String, Equatable, Codable, CaseIterable, Sendable {
  /// Adam (Kingma & Ba 2015).
  case adam
  /// Adam in the eigenbases of the gradients' covariances: SOAP (Vyas et al. 2025).
  case soap
}
