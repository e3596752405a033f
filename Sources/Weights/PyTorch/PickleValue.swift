// SPDX-License-Identifier: MIT

/// A value on the stack of an unpickler.
///
/// Containers are numbers of a shelf beside the stack: they can hold each other, or themselves, and
/// a million of them nested are still taken down without recursion.
enum PickleValue {
  case none
  case bool(Bool)
  case int(Int)
  /// A whole number of more than 64 bits, little endian as it stands in the file.
  case long(ArraySlice<UInt8>)
  case float(Double)
  case string(String)
  case bytes(ArraySlice<UInt8>)
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
  case global(PickleGlobal)
  indirect case storage(StorageReference)
  indirect case tensor(TensorView)

  /// What it is, for an error.
  var kind: String {
    switch self {
    case .none: "None"
    case .bool: "a truth value"
    case .int, .long: "a whole number"
    case .float: "a number"
    case .string: "a string"
    case .bytes: "bytes"
    case .tuple: "a tuple"
    case .list: "a list"
    case .dictionary: "a dictionary"
    case .global: "a function or type"
    case .storage: "a storage"
    case .tensor: "a tensor"
    }
  }
}

/// Values that a tensor views: a run of a file under a key.
struct StorageReference: Equatable {
  var key: String
  var type: ElementType
  /// How many values the whole storage has.
  var count: Int
  /// The first of them that is meant; not 0 only for views in old streams.
  var offset = 0
}
