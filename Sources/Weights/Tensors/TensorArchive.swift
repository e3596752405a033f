// SPDX-License-Identifier: MIT

/// Tensors of a `.npz`, safetensors or PyTorch file, listed without reading their values.
///
/// The values of a tensor are decompressed and copied when it is read.
public struct TensorArchive {
  /// Tensor of a file.
  public struct Entry: Equatable, Sendable {
    /// Name; empty for a PyTorch file that contains a tensor alone.
    public let name: String
    /// Element type in NumPy and PyTorch, as the file names it if it is not supported.
    public let type: String
    /// Sizes of all axes.
    public let axes: [Int]
    /// Whether the type is supported; the axes are known only then.
    private let isSupported: Bool

    init(_ name: String, _ type: ElementType, _ axes: [Int]) {
      (self.name, self.type, self.axes, isSupported) = (name, type.name, axes, true)
    }

    /// Creates the entry of an array that cannot be read.
    init(_ name: String, unsupported type: String) {
      (self.name, self.type, axes, isSupported) = (name, type, [], false)
    }

    /// Whether the tensor can be read as N × C × …: a supported type, enough axes, and no empty
    /// axis.
    public func isUsable(minimumRank: Int = 2) -> Bool {
      isSupported && axes.count >= minimumRank && !axes.contains(0)
    }

    /// Shape and type: "64×3×7×7 float32".
    public var text: String {
      isSupported ? "\(WeightTensor.text(axes)) \(type)" : WeightError.short(type)
    }
  }

  /// All tensors in file order.
  public let entries: [Entry]
  private let read: (Int) throws(WeightError) -> WeightTensor

  /// - Parameter read: returns the tensor of an entry, given its index.
  init(_ entries: [Entry], read: @escaping (Int) throws(WeightError) -> WeightTensor) {
    (self.entries, self.read) = (entries, read)
  }

  /// Lists the tensors in the bytes of a file.
  /// - Throws: `WeightError` for a file of another format, or a damaged one.
  public init(_ bytes: ArraySlice<UInt8>) throws(WeightError) {
    switch try WeightFormat.recognize(bytes) {
    case .safeTensors: self = try SafeTensors.archive(bytes)
    case .pyTorchZip: self = try PyTorchCheckpoint(archive: bytes).tensors
    case .pyTorchStream: self = try PyTorchCheckpoint(stream: bytes).tensors
    case .npz: self = try NPZFile.archive(bytes)
    case .onnx:
      throw .unsupported(
        byte: bytes.startIndex, what: "a tensor in an ONNX file",
        advice: "save it as .npy, .npz or safetensors")
    }
    guard !entries.isEmpty else { throw .empty }
  }

  /// Returns the tensor of an entry.
  /// - Precondition: `index` is an index of `entries`.
  public func tensor(at index: Int) throws(WeightError) -> WeightTensor { try read(index) }
}
