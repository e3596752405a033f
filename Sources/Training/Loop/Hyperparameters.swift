// SPDX-License-Identifier: MIT

import Networks

/// Hyperparameters of a training.
public struct Hyperparameters: Equatable, Codable, Sendable {
  /// Pictures per step.
  public var batchSize: Int
  /// Side of the square crops in pixels.
  public var cropSize: Int
  /// Seed. On the same machine, the same seed gives the same training.
  public var seed: UInt64
  /// Learning rate of each step, and the number of steps.
  public var schedule: LearningRateSchedule
  /// Number of initial steps that train reconstruction alone: each picture is its own style.
  public var pretrainingSteps: Int
  /// Whether the pretraining steps instead train the decoder layers before those taken from another
  /// decoder; see `FeatureInversionObjective`.
  public var pretrainsFirstDecoderLayers = false
  /// Number of residual blocks in the decoder of a compact network.
  public var decoderBlocks = 2

  /// Optimizer.
  public var optimizer = OptimizerKind.adam
  /// Maximum L2 norm of a step's gradients. If most steps exceed it, a batch far from its target
  /// counts no more than one near it.
  public var clipNorm = 10.0
  /// Weights of the loss terms.
  public var weights = LossWeights()
  /// Whether content features are compared after instance normalization.
  public var comparesNormalized = false
  /// Whether the styles of a multi-style network are compared by Gram matrices instead of moments.
  public var usesGram = false
  /// Longest side in pixels of the style pictures of a multi-style network.
  public var styleSize = 256

  /// Hyperparameters with default values for everything else.
  public init(
    batchSize: Int, cropSize: Int, seed: UInt64, schedule: LearningRateSchedule,
    pretrainingSteps: Int = 0
  ) {
    (self.batchSize, self.cropSize, self.seed) = (batchSize, cropSize, seed)
    (self.schedule, self.pretrainingSteps) = (schedule, pretrainingSteps)
  }
}

extension Hyperparameters {
  private enum CodingKeys: String, CodingKey {
    case seed, schedule, decoderBlocks, optimizer, weights, comparesNormalized, usesGram, styleSize
    case batchSize = "batch"
    case cropSize = "crop"
    case pretrainingSteps = "opening"
    case pretrainsFirstDecoderLayers = "opensWithHead"
    case clipNorm = "clip"
  }

  /// Decodes hyperparameters. Keys that older records do not have get their default values.
  /// - Throws: `DecodingError`, also for values outside the supported ranges.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func optional<T: Decodable>(_ key: CodingKeys, default value: T) throws -> T {
      try container.decodeIfPresent(T.self, forKey: key) ?? value
    }
    self.init(
      batchSize: try container.decode(Int.self, forKey: .batchSize),
      cropSize: try container.decode(Int.self, forKey: .cropSize),
      seed: try container.decode(UInt64.self, forKey: .seed),
      schedule: try container.decode(LearningRateSchedule.self, forKey: .schedule),
      pretrainingSteps: try container.decode(Int.self, forKey: .pretrainingSteps))
    pretrainsFirstDecoderLayers = try optional(
      .pretrainsFirstDecoderLayers, default: pretrainsFirstDecoderLayers)
    decoderBlocks = try optional(.decoderBlocks, default: decoderBlocks)
    optimizer = try optional(.optimizer, default: optimizer)
    clipNorm = try optional(.clipNorm, default: clipNorm)
    weights = try optional(.weights, default: weights)
    comparesNormalized = try optional(.comparesNormalized, default: comparesNormalized)
    usesGram = try optional(.usesGram, default: usesGram)
    styleSize = try optional(.styleSize, default: styleSize)
    guard isValid else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: container.codingPath,
          debugDescription: "hyperparameters with a value outside its supported range"))
    }
  }
}

/// Supported ranges. Records are editable text files, so decoded values are checked.
extension Hyperparameters {
  /// Number of steps.
  public static let stepCounts = 1...10_000_000
  /// Pictures per step.
  public static let batchSizes = 1...256
  /// Sides of crops and style pictures in pixels.
  private static let sides = 2...16_384
  /// Number of pretraining steps.
  public static let pretrainingStepCounts = 0...stepCounts.upperBound

  /// Whether all values are within their supported ranges.
  private var isValid: Bool {
    let weights = [
      weights.content, weights.style, weights.reconstruction, weights.range, weights.variation,
    ]
    return Self.batchSizes.contains(batchSize) && Self.sides.contains(cropSize)
      && Self.sides.contains(styleSize) && NetworkDescription.blockCounts.contains(decoderBlocks)
      && Self.pretrainingStepCounts.contains(pretrainingSteps)
      && Self.stepCounts.contains(schedule.steps)
      && 0 <= schedule.minimumLearningRate
      && schedule.minimumLearningRate <= schedule.learningRate
      && schedule.learningRate.isFinite
      && clipNorm > 0 && clipNorm.isFinite && weights.allSatisfy { $0 >= 0 && $0.isFinite }
  }
}
