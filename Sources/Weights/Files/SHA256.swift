// SPDX-License-Identifier: MIT

import CGLib

/// Returns the SHA-256 of `bytes` as 64 lowercase hexadecimal digits, computed by GLib.
public func sha256(of bytes: ArraySlice<UInt8>) -> String {
  let text = bytes.withUnsafeBufferPointer {
    g_compute_checksum_for_data(G_CHECKSUM_SHA256, $0.baseAddress, gsize($0.count))
  }
  // GLib returns NULL only for a checksum type that it does not know.
  guard let text else { preconditionFailure("GLib without SHA-256") }
  defer { g_free(text) }
  return String(cString: text)
}
