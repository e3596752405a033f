// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Pictures

/// Pictures and tensors that were read, so that a slider does not read them again.
final class PictureStore {
  private let pictures = Cache<String, LoadedPicture>(limit: 24)
  private let arrays = Cache<String, Tensor<Float>>(limit: 2)
  private let sites = Cache<String, Site>(limit: 24)
  private let cropped = Cache<String, [Moments]>(limit: 256)
  private let thumbnails = Cache<String, Picture>(limit: 64)
  private let planes = Cache<String, [Moments]>(limit: 2)

  /// A picture at the working size, as it is or with its luma equalized.
  func picture(_ path: String, size: Int?, isEqualized: Bool = false) throws -> LoadedPicture {
    try pictures.value("\(isEqualized) \(size ?? 0) \(path)") {
      guard isEqualized else {
        let limit = min(PictureFile.pixelLimit, MemoryBudget.pixels * (size == nil ? 1 : 5))
        return try PictureFile.read(path, fitting: size, pixelLimit: limit)
      }
      return try picture(path, size: size).equalized()
    }
  }

  /// A tensor.
  func array(_ path: String) throws -> Tensor<Float> {
    try arrays.value(path) { try ArrayFile.read(path).floats }
  }

  /// The moments of all planes of a tensor.
  func arrayMoments(_ path: String) throws -> [Moments] {
    try planes.value(path) { try array(path).planeMoments() }
  }

  /// The channels of a picture in a space.
  func site(
    _ path: String, _ space: ColorSpace, size: Int?, isEqualized: Bool = false
  ) throws -> Site {
    try sites.value("\(isEqualized) \(space) \(size ?? 0) \(path)") {
      let loaded = try picture(path, size: size, isEqualized: isEqualized)
      return Site(tensor: space.tensor(of: loaded.picture), names: space.channelNames)
    }
  }

  /// One picture of a tensor's batch.
  func site(_ path: String, index: Int) throws -> Site {
    try sites.value("\(index) \(path)") {
      let array = try array(path)
      guard 0..<array.shape.n ~= index else {
        throw UsageError("‘\(path.printable)’ has pictures 0 to \(array.shape.n - 1), not \(index)")
      }
      let size = array.shape.c * array.shape.plane
      return Site(
        tensor: Tensor(
          Shape(1, array.shape.c, array.shape.h, array.shape.w),
          elements: Array(array.elements[index * size..<(index + 1) * size])),
        names: (0..<array.shape.c).map(String.init))
    }
  }

  /// The moments of a batch's picture, cut to the content's sides as for a training batch.
  func batchMoments(
    _ path: String, _ space: ColorSpace, width: Int, height: Int, size: Int?, isEqualized: Bool
  ) throws -> [Moments] {
    try cropped.value("\(isEqualized) \(width)×\(height) \(space) \(path)") {
      let picture = try picture(path, size: size, isEqualized: isEqualized).picture
        .covering(width: width, height: height)
      return space.tensor(of: picture).planeMoments()
    }
  }

  /// A batch's picture cut to the content's sides, small enough to be worked on at every step.
  func thumbnail(
    _ path: String, width: Int, height: Int, size: Int?, isEqualized: Bool
  ) throws -> Picture {
    try thumbnails.value("\(isEqualized) \(width)×\(height) \(path)") {
      try picture(path, size: size, isEqualized: isEqualized).picture
        .covering(width: width, height: height).fitted(longestSide: 320)
    }
  }
}
