// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

extension Session {
  /// Version of the file format that this program writes, and the newest that it reads.
  public static let version = 1

  /// Keys that all versions contain.
  private struct Head: Decodable {
    let normscope: String
    let version: Int
  }

  /// Encodes the session as readable JSON: sorted keys, one per line.
  public func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(StoredSession(self))) + [UInt8(ascii: "\n")]
  }

  /// Decodes a session from JSON.
  /// - Throws: `SessionError`.
  public init(json: [UInt8]) throws(SessionError) {
    let head = try Self.decoded(Head.self, json)
    guard head.normscope == "session" else {
      throw .notASession(reason: "‘normscope’ is ‘\(head.normscope.printable)’, not ‘session’")
    }
    guard head.version <= Self.version else { throw .newer(version: head.version) }
    guard head.version > 0 else { throw .impossible(name: "version", value: "\(head.version)") }
    self = try Self.decoded(StoredSession.self, json).session()
  }

  private static func decoded<Form: Decodable>(
    _ form: Form.Type, _ json: [UInt8]
  ) throws(SessionError) -> Form {
    do {
      return try JSONDecoder().decode(form, from: Data(json))
    } catch DecodingError.keyNotFound(let key, _) {
      throw .notASession(reason: "key ‘\(key.stringValue)’ is missing")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context)
    {
      let name = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw .notASession(reason: "key ‘\(name.printable)’ has the wrong type")
    } catch {
      throw .notASession(reason: "invalid JSON")
    }
  }
}
