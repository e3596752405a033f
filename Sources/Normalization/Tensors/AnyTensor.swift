// SPDX-License-Identifier: MIT

/// Tensor N × C × H × W of float32 or float64, as a file determines when the program runs.
public enum AnyTensor: Equatable, Sendable {
  /// Float32 values.
  case float32(Tensor<Float>)
  /// Float64 values.
  case float64(Tensor<Double>)

  /// The shape.
  public var shape: Shape {
    switch self {
    case .float32(let tensor): tensor.shape
    case .float64(let tensor): tensor.shape
    }
  }

  /// Size of the values in bytes.
  public var byteCount: Int {
    switch self {
    case .float32: shape.count * MemoryLayout<Float>.stride
    case .float64: shape.count * MemoryLayout<Double>.stride
    }
  }

  /// The values as float32, rounded to nearest.
  public var floats: Tensor<Float> {
    switch self {
    case .float32(let tensor): tensor
    case .float64(let tensor): Tensor(tensor.shape, elements: tensor.elements.map(Float.init))
    }
  }

  /// The values as float64.
  public var doubles: Tensor<Double> {
    switch self {
    case .float32(let tensor): Tensor(tensor.shape, elements: tensor.elements.map(Double.init))
    case .float64(let tensor): tensor
    }
  }

  /// Returns the moments of each of the N · C planes.
  public func planeMoments(threads: Int = defaultThreads) -> [Moments] {
    switch self {
    case .float32(let tensor): tensor.planeMoments(threads: threads)
    case .float64(let tensor): tensor.planeMoments(threads: threads)
    }
  }

  /// Returns the statistics of each pool, in the order of the pools.
  /// - Precondition: the pool fits the shape.
  public func statistics(over pool: Pool = .instance) -> [PlaneStatistics] {
    switch self {
    case .float32(let tensor): tensor.statistics(over: pool)
    case .float64(let tensor): tensor.statistics(over: pool)
    }
  }

  /// Returns the tensor with each plane transformed in its own precision.
  /// - Precondition: one transform per plane.
  public func applying(_ transforms: [PlaneTransform]) -> AnyTensor {
    switch self {
    case .float32(let tensor): .float32(tensor.applying(transforms))
    case .float64(let tensor): .float64(tensor.applying(transforms))
    }
  }

  /// Returns one picture of the batch, 1 × C × H × W.
  public func picture(_ n: Int) -> AnyTensor {
    switch self {
    case .float32(let tensor): .float32(tensor.picture(n))
    case .float64(let tensor): .float64(tensor.picture(n))
    }
  }
}

extension Tensor {
  /// Returns one picture of the batch, 1 × C × H × W.
  public func picture(_ n: Int) -> Tensor {
    if shape.n == 1 && n == 0 { return self }
    let size = shape.c * shape.planeSize
    return Tensor(
      Shape(1, shape.c, shape.h, shape.w), elements: Array(elements[n * size..<(n + 1) * size]))
  }
}
