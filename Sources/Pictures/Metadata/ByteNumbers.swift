// SPDX-License-Identifier: MIT

extension Collection<UInt8> {
  /// The bytes as an unsigned number, most significant first. - Precondition: at most seven bytes.
  var bigEndianNumber: Int { reduce(0) { $0 << 8 | Int($1) } }
}

extension BidirectionalCollection<UInt8> {
  /// The bytes as an unsigned number, least significant first. - Precondition: at most seven bytes.
  var littleEndianNumber: Int { reversed().bigEndianNumber }
}
