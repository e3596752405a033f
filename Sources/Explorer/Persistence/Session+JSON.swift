// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

extension Session {
  /// The version of the form that this program writes, and the last that it reads.
  public static let version = 1

  /// What every version has.
  private struct Head: Decodable {
    let normscope: String
    let version: Int
  }

  /// A file for people: a key a line, in order.
  public func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(SessionForm(self))) + [UInt8(ascii: "\n")]
  }

  /// Reads what `json` has made. - Throws: `SessionError` saying what is wrong with it.
  public init(json: [UInt8]) throws(SessionError) {
    let head = try Self.decoded(Head.self, json)
    guard head.normscope == "session" else {
      throw .notASession(reason: "‘normscope’ is ‘\(head.normscope.printable)’ there")
    }
    guard head.version <= Self.version else { throw .newer(version: head.version) }
    guard head.version > 0 else { throw .impossible(name: "version", value: "\(head.version)") }
    self = try Self.decoded(SessionForm.self, json).session()
  }

  private static func decoded<Form: Decodable>(
    _ form: Form.Type, _ json: [UInt8]
  ) throws(SessionError) -> Form {
    do {
      return try JSONDecoder().decode(form, from: Data(json))
    } catch DecodingError.keyNotFound(let key, _) {
      throw .notASession(reason: "‘\(key.stringValue)’ is missing")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context)
    {
      let name = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw .notASession(reason: "‘\(name.printable)’ is of another kind")
    } catch {
      throw .notASession(reason: "it is not JSON")
    }
  }
}
