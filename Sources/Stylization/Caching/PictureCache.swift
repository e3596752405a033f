// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import Pictures
import Settings
import Weights

/// Everything that determines the pixels read from a file. A file that changes has another key.
public struct PictureKey: Hashable, Sendable {
  /// Path of the file.
  public let path: String
  /// Longest side in pixels; nil for the file's own.
  public let size: Int?
  /// Whether the luma is equalized.
  public let isEqualized: Bool
  private let stamp: FileStamp?
  /// Identity of a picture that is in no file.
  private let memory: UUID?

  /// The present state of a file, at a size.
  public init(_ path: String, size: Int? = nil, isEqualized: Bool = false) {
    (self.path, self.size, self.isEqualized) = (path, size, isEqualized)
    (stamp, memory) = (FileStamp(path), nil)
  }

  /// A new picture in memory.
  init() { (path, size, isEqualized, stamp, memory) = ("", nil, false, nil, UUID()) }

  /// The same picture without equalized luma.
  var original: PictureKey { PictureKey(path, size: size) }
}

/// Width and height in pixels that a picture is cropped to.
struct Crop: Hashable {
  let width, height: Int
}

/// Cache of decoded pictures, tensors and their moments, limited by bytes.
public final class PictureCache {
  private struct CropKey: Hashable {
    let picture: PictureKey
    let crop: Crop
    let space: ColorSpace?
  }

  private let pictures: ByteCache<PictureKey, LoadedPicture>
  private struct ArrayKey: Hashable {
    let file: PictureKey
    let tensor: String?
  }

  private let arrays: ByteCache<ArrayKey, NumPyArray>
  private let batchMoments = ByteCache<CropKey, [Moments]>(limit: 1 << 20) {
    $0.count * MemoryLayout<Moments>.stride
  }
  private var inMemory: [PictureKey: LoadedPicture] = [:]
  private let thumbnails = ByteCache<CropKey, Picture>(limit: 32 << 20) { $0.pixels.count }

  /// An empty cache.
  /// - Parameter limit: bytes of decoded pictures; tensors may take twice as many.
  public init(limit: Int = 256 << 20) {
    pictures = ByteCache(limit: limit) { $0.picture.pixels.count }
    arrays = ByteCache(limit: 2 * limit) { $0.values.byteCount }
  }

  /// Returns a picture, with its luma equalized where the key says so.
  /// - Throws: `PictureError`.
  public func picture(_ key: PictureKey) throws -> LoadedPicture {
    if let picture = inMemory[key] { return picture }
    return try pictures.value(key) {
      if key.isEqualized { return try picture(key.original).equalized() }
      // Reducing while decoding needs a fifth of the memory.
      let limit = min(PictureFile.pixelLimit, MemoryBudget.pixels * (key.size == nil ? 1 : 5))
      return try PictureFile.read(key.path, fitting: key.size, pixelLimit: limit)
    }
  }

  /// Lends a picture in memory to `body` under a key of its own.
  func with<Result>(
    _ picture: Picture, _ body: (PictureKey) throws -> Result
  ) rethrows -> Result {
    let key = PictureKey()
    inMemory[key] = LoadedPicture(picture)
    defer { inMemory[key] = nil }
    return try body(key)
  }

  /// Returns the channels of a picture in a color space, 1 × 3 × H × W.
  func tensor(_ key: PictureKey, _ space: ColorSpace) throws -> Tensor<Float> {
    space.tensor(of: try picture(key).picture)
  }

  /// Returns the channels of a picture, scaled and cropped to a width and height.
  func tensor(_ key: PictureKey, _ space: ColorSpace, _ crop: Crop) throws -> Tensor<Float> {
    space.tensor(
      of: try picture(key).picture.covering(width: crop.width, height: crop.height))
  }

  /// Returns the moments of a cropped picture's channels.
  func moments(_ key: PictureKey, _ space: ColorSpace, _ crop: Crop) throws -> [Moments] {
    try batchMoments.value(CropKey(picture: key, crop: crop, space: space)) {
      try tensor(key, space, crop).planeMoments()
    }
  }

  /// Returns a cropped picture with a longest side of 320 pixels, small enough to be computed at
  /// every step of a slider.
  public func thumbnail(_ key: PictureKey, width: Int, height: Int) throws -> Picture {
    try thumbnails.value(
      CropKey(picture: key, crop: Crop(width: width, height: height), space: nil)
    ) {
      try picture(key).picture.covering(width: width, height: height).fitted(longestSide: 320)
    }
  }

  /// Returns a tensor N × C × H × W.
  /// - Parameter tensor: name in a file of several.
  public func array(_ path: String, tensor: String? = nil) throws -> NumPyArray {
    try arrays.value(ArrayKey(file: PictureKey(path), tensor: tensor)) {
      try TensorFile.read(path, tensor: tensor)
    }
  }
}
