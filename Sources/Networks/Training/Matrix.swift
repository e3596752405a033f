// SPDX-License-Identifier: MIT

import COneDNN

/// A matrix of rows without gaps, multiplied by oneDNN.
public struct Matrix: Equatable, Sendable {
  /// Rows.
  public let rows: Int
  /// Columns.
  public let columns: Int
  /// rows · columns values, row by row.
  public var values: [Float]

  /// A matrix. - Precondition: there are rows · columns values.
  public init(_ rows: Int, _ columns: Int, _ values: [Float]) {
    precondition(values.count == rows * columns, "\(values.count) values of \(rows) × \(columns)")
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }

  /// 1 where row and column are the same, 0 elsewhere.
  public static func identity(_ side: Int) -> Matrix {
    var result = Matrix(side, side, Array(repeating: 0, count: side * side))
    for i in 0..<side { result.values[i * side + i] = 1 }
    return result
  }

  /// Which of two matrices is multiplied transposed.
  public enum Turned: Sendable { case none, first, second }

  /// The product of two matrices. - Precondition: they fit each other, and oneDNN is there.
  public static func product(
    _ a: Matrix, _ b: Matrix, turning: Turned = .none
  ) throws(NetworkError) -> Matrix {
    let (rows, inner) = turning == .first ? (a.columns, a.rows) : (a.rows, a.columns)
    let (other, columns) = turning == .second ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(inner == other, "\(rows) × \(inner) times \(other) × \(columns)")
    var status: Int32 = 0
    let values = [Float](unsafeUninitializedCapacity: rows * columns) { result, count in
      status = onednn_multiply(
        rows, inner, columns, a.values, turning == .first, b.values, turning == .second,
        result.baseAddress)
      if status == 0 { count = rows * columns }
    }
    guard status == 0 else {
      let name = "\(rows) × \(inner) by \(inner) × \(columns) product"
      throw .oneDNN(layer: name, implementation: nil, status: OneDNNError(status: status).text)
    }
    return Matrix(rows, columns, values)
  }
}
