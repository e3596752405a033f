// SPDX-License-Identifier: MIT

/// The hash SHA-256 (FIPS 180-4): Foundation has none on Linux.
public enum SHA256 {
  /// The hash in 64 hexadecimal digits.
  public static func text(of bytes: ArraySlice<UInt8>) -> String {
    hash(bytes).map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> [UInt32] {
    var state: [UInt32] = [
      0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A,
      0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]
    var words = [UInt32](repeating: 0, count: 64)
    let whole = bytes.count / 64 * 64
    bytes.withUnsafeBytes { source in
      for start in stride(from: 0, to: whole, by: 64) {
        mix(.init(rebasing: source[start..<start + 64]), &state, &words)
      }
    }
    padded(bytes.suffix(bytes.count - whole), count: bytes.count).withUnsafeBytes { source in
      for start in stride(from: 0, to: source.count, by: 64) {
        mix(.init(rebasing: source[start..<start + 64]), &state, &words)
      }
    }
    return state
  }

  /// The last bytes, one bit, zeros, and the length in bits, big endian: one or two blocks.
  private static func padded(_ rest: ArraySlice<UInt8>, count: Int) -> [UInt8] {
    var block = Array(rest) + [0x80]
    block += [UInt8](repeating: 0, count: (120 - block.count % 64) % 64)
    withUnsafeBytes(of: (UInt64(count) * 8).bigEndian) { block += $0 }
    return block
  }

  /// One block of 64 bytes (section 6.2.2).
  private static func mix(
    _ block: UnsafeRawBufferPointer, _ state: inout [UInt32], _ words: inout [UInt32]
  ) {
    for i in 0..<16 {
      words[i] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self))
    }
    for i in 16..<64 {
      let (a, b) = (words[i - 15], words[i - 2])
      let s0 = turn(a, 7) ^ turn(a, 18) ^ a >> 3
      let s1 = turn(b, 17) ^ turn(b, 19) ^ b >> 10
      words[i] = words[i - 16] &+ s0 &+ words[i - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for i in 0..<64 {
      let s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
      let first = h &+ s1 &+ (e & f ^ ~e & g) &+ constants[i] &+ words[i]
      let s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
      let second = s0 &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
    }
    for (i, value) in [a, b, c, d, e, f, g, h].enumerated() { state[i] &+= value }
  }

  @inline(__always)
  private static func turn(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word &>> bits | word &<< (32 - bits)
  }

  /// The first 32 bits of the fractions of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5,
    0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
    0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3,
    0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
    0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC,
    0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
    0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
    0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
    0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13,
    0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
    0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3,
    0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
    0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5,
    0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208,
    0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
  ]
}
