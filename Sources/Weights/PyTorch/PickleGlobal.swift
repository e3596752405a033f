// SPDX-License-Identifier: MIT

/// The functions and types that a pickle may name. Each stands for a value that is built here;
/// nothing is looked up or called.
enum PickleGlobal: Equatable {
  case orderedDictionary
  case rebuildTensor
  case rebuildParameter
  case size
  case storage(ElementType)
  case type(ElementType)

  /// What a name stands for. - Throws: `WeightError.code` or `.module` for any other.
  init(module: String, name: String, byte: Int) throws(WeightError) {
    guard let known = Self.known["\(module).\(name)"] else {
      let full = "\(module).\(name)"
      let isModule = module == "torch.nn" || module.hasPrefix("torch.nn.")
      throw isModule ? .module(byte: byte, name: full) : .code(byte: byte, name: full)
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
    ]
    for type in ElementType.allCases {
      let names = names(type)
      known["torch.\(names.storage)Storage"] = .storage(type)
      known["torch.\(names.type)"] = .type(type)
    }
    return known
  }()

  private static func names(_ type: ElementType) -> (storage: String, type: String) {
    switch type {
    case .float32: ("Float", "float32")
    case .float16: ("Half", "float16")
    case .bfloat16: ("BFloat16", "bfloat16")
    case .float64: ("Double", "float64")
    case .int64: ("Long", "int64")
    case .int32: ("Int", "int32")
    case .uint8: ("Byte", "uint8")
    case .int8: ("Char", "int8")
    case .bool: ("Bool", "bool")
    }
  }
}
