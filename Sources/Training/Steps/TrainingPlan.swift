// SPDX-License-Identifier: MIT

/// What is decided before a training begins.
public struct TrainingPlan: Equatable, Codable, Sendable {
  /// Pictures a step.
  public var batch: Int
  /// Pixels a side.
  public var crop: Int
  /// One seed, one training, on one machine.
  public var seed: UInt64
  /// The rate of each step, and how many there are.
  public var schedule: LearningRateSchedule
  /// Steps at the beginning that ask for each picture back, and for nothing else.
  public var opening: Int
  /// Whether they teach a decoder the layers before those that it has from another instead.
  public var opensWithHead = false
  /// Residual blocks in the decoder of a compact network.
  public var decoderBlocks = 2

  /// How gradients become steps.
  public var optimizer = OptimizerKind.adam
  /// The norm that a step's gradients are clipped to. Where most steps are, a picture that is far from
  /// its goal counts as much as one that is near.
  public var clip = 10.0
  /// How much each part of the loss counts.
  public var weights = LossWeights()
  /// Whether the content's features are compared after instance normalization.
  public var comparesNormalized = false
  /// Whether styles of the network's own are compared by Gram matrices instead of moments.
  public var usesGram = false
  /// The longest side that pictures of styles of the network's own are seen at.
  public var styleSize = 256

  /// A plan, by default without an opening.
  public init(batch: Int, crop: Int, seed: UInt64, schedule: LearningRateSchedule, opening: Int = 0)
  {
    (self.batch, self.crop, self.seed, self.schedule) = (batch, crop, seed, schedule)
    self.opening = opening
  }
}

extension TrainingPlan {
  /// Reads a plan; records of before have only what was decided then.
  public init(from decoder: any Decoder) throws {
    let page = try decoder.container(keyedBy: CodingKeys.self)
    batch = try page.decode(Int.self, forKey: .batch)
    crop = try page.decode(Int.self, forKey: .crop)
    seed = try page.decode(UInt64.self, forKey: .seed)
    schedule = try page.decode(LearningRateSchedule.self, forKey: .schedule)
    opening = try page.decode(Int.self, forKey: .opening)
    opensWithHead =
      try page.decodeIfPresent(Bool.self, forKey: .opensWithHead) ?? opensWithHead
    decoderBlocks = try page.decodeIfPresent(Int.self, forKey: .decoderBlocks) ?? decoderBlocks
    optimizer = try page.decodeIfPresent(OptimizerKind.self, forKey: .optimizer) ?? optimizer
    clip = try page.decodeIfPresent(Double.self, forKey: .clip) ?? clip
    weights = try page.decodeIfPresent(LossWeights.self, forKey: .weights) ?? weights
    comparesNormalized =
      try page.decodeIfPresent(Bool.self, forKey: .comparesNormalized) ?? comparesNormalized
    usesGram = try page.decodeIfPresent(Bool.self, forKey: .usesGram) ?? usesGram
    styleSize = try page.decodeIfPresent(Int.self, forKey: .styleSize) ?? styleSize
    guard isPossible else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: page.codingPath, debugDescription: "a plan that no training can have"))
    }
  }
}
