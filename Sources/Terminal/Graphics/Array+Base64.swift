// SPDX-License-Identifier: MIT

import Foundation

extension [UInt8] {
  /// The bytes in base64, as control strings carry them.
  var base64: [UInt8] { Array(Data(self).base64EncodedData()) }
}
