// SPDX-License-Identifier: MIT

import Testing
import Training

/// The split into training and validation pictures.
@Suite struct ValidationSplitTests {
  private static func names(_ count: Int) -> [String] { (0..<count).map { "folder/\($0).jpg" } }

  @Test func everyPictureIsInExactlyOneSet() throws {
    for count in [8, 30, 240] {
      let paths = Self.names(count)
      let split = try ValidationSplit(paths)
      #expect((split.training + split.validation).sorted() == paths.sorted())
      #expect(split.validation.count >= ValidationSplit.minimumCount)
    }
  }

  @Test func aTwelfthOfManyPicturesIsSetAside() throws {
    let count = try ValidationSplit(Self.names(12_000)).validation.count
    // Binomial distribution: mean 1000, deviation 30.3; the bound is five deviations.
    #expect(abs(count - 1000) < 152)
  }

  @Test func folderOrderAndOtherPicturesDoNotChangeTheSplit() throws {
    let paths = Self.names(600)
    let chosen = try Set(ValidationSplit(paths).validation.map { $0.dropFirst(7) })
    let moved = paths.reversed().map { "elsewhere" + $0.dropFirst(6) }
    #expect(try Set(ValidationSplit(moved).validation.map { $0.dropFirst(10) }) == chosen)
    let fewer = try Set(
      ValidationSplit(Array(paths.prefix(300))).validation.map { $0.dropFirst(7) })
    #expect(fewer.isSubset(of: chosen))
  }

  @Test func sevenPicturesAreRefused() {
    #expect(throws: TrainingError.tooFewPictures(count: 7, minimum: 8)) {
      try ValidationSplit(Self.names(7))
    }
  }
}
