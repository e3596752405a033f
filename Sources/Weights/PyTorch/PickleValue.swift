// SPDX-License-Identifier: MIT

/// Value on the stack of `Unpickler`.
///
/// Containers are indices into `Unpickler.containers`. They can contain each other or themselves,
/// and a million nested ones are deallocated without recursion.
enum PickleValue {
  case none
  case bool(Bool)
  case int(Int)
  /// An integer of more than 64 bits, little endian.
  case long(ArraySlice<UInt8>)
  case float(Double)
  case string(String)
  case bytes(ArraySlice<UInt8>)
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
  case global(PickleGlobal)
  /// An object whose contents are discarded, including any tensors, such as a NumPy scalar, a set or
  /// a Namespace.
  case object
  indirect case storage(StorageReference)
  indirect case tensor(TensorView)

  /// Name of the type, for error messages.
  var kind: String {
    switch self {
    case .none: "None"
    case .bool: "a boolean"
    case .int, .long: "an integer"
    case .float: "a float"
    case .string: "a string"
    case .bytes: "bytes"
    case .tuple: "a tuple"
    case .list: "a list"
    case .dictionary: "a dictionary"
    case .global: "a function or type"
    case .object: "an object"
    case .storage: "a storage"
    case .tensor: "a tensor"
    }
  }
}

/// PyTorch storage: a range of values in the file, identified by a key.
struct StorageReference: Equatable {
  var key: String
  var type: ElementType
  /// Number of values in the storage.
  var count: Int
  /// Index of the first value. Nonzero only for storage views in old streams.
  var offset = 0
}

/// Function or type that a pickle may reference. Nothing is looked up or called: `Unpickler` builds
/// tensors and dictionaries, and discards other objects.
enum PickleGlobal: Equatable {
  case orderedDictionary
  case defaultDictionary
  /// Function or type that is accepted but not called; its result is `PickleValue.object`.
  case object
  case rebuildTensor
  case rebuildParameter
  case size
  case storage(ElementType)
  case type(ElementType)

  /// Returns the function or type with a qualified name.
  /// - Throws: `WeightError.forbiddenName`, or `.pickledModule` for a `torch.nn` class.
  init(module: String, name: String, byte: Int) throws(WeightError) {
    guard let known = Self.known["\(module).\(name)"] else {
      let full = "\(module).\(name)"
      let isModule = module == "torch.nn" || module.hasPrefix("torch.nn.")
      if isModule { throw .pickledModule(byte: byte, name: full) }
      throw .forbiddenName(byte: byte, name: full)
    }
    self = known
  }

  private static let known: [String: PickleGlobal] = {
    var known: [String: PickleGlobal] = [
      "collections.OrderedDict": .orderedDictionary, "torch.Size": .size,
      "torch._utils._rebuild_tensor": .rebuildTensor,
      "torch._utils._rebuild_tensor_v2": .rebuildTensor,
      "torch._utils._rebuild_tensor_v3": .rebuildTensor,
      "torch._utils._rebuild_parameter": .rebuildParameter,
      "torch.storage.UntypedStorage": .storage(.uint8),
      "collections.defaultdict": .defaultDictionary,
    ]
    for name in objects { known[name] = .object }
    for type in ElementType.allCases {
      known["torch.\(type.name)"] = .type(type)
      if let storage = storageName(type) { known["torch.\(storage)Storage"] = .storage(type) }
    }
    return known
  }()

  /// Names that pickles of training scripts contain: scalars, sets, devices, paths, options.
  private static let objects: [String] =
    [
      "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "numpy.dtype",
      "_codecs.encode", "torch.device", "argparse.Namespace", "types.SimpleNamespace",
      "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct",
      "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer", "numpy.ndarray",
      "collections.Counter", "collections.deque", "torch.torch_version.TorchVersion",
      "decimal.Decimal", "uuid.UUID",
    ]
    + ["PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath"].flatMap { name in
      ["pathlib.\(name)", "pathlib._local.\(name)"]
    }
    + ["datetime", "date", "time", "timedelta", "timezone"].map { "datetime.\($0)" }
    + ["bool_", "float16", "float32", "float64", "int32", "int64", "str_"].map { "numpy.\($0)" }
    + ["builtins", "__builtin__"].flatMap { module in
      [
        "set", "frozenset", "complex", "slice", "bytes", "bytearray", "int", "long", "float",
        "bool",
        "str", "list", "dict", "tuple", "range", "xrange",
      ].map { "\(module).\($0)" }
    }

  /// Returns the start of the name of a type's storage class; nil where tensors have untyped
  /// storages.
  private static func storageName(_ type: ElementType) -> String? {
    switch type {
    case .float32: "Float"
    case .float16: "Half"
    case .bfloat16: "BFloat16"
    case .float64: "Double"
    case .int64: "Long"
    case .int32: "Int"
    case .int16: "Short"
    case .uint8: "Byte"
    case .int8: "Char"
    case .bool: "Bool"
    case .uint16, .uint32, .uint64: nil
    }
  }
}
