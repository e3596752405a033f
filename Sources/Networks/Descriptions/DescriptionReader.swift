// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// Parses a network description; see `text`. - Throws: `NetworkError.syntax` with the line.
  public init(text: String) throws(NetworkError) {
    var reader = DescriptionReader(text)
    self = try reader.network()
  }
}

/// Parser of a network description.
private struct DescriptionReader {
  /// Lines that are neither empty nor comments.
  private let lines: [DescriptionTokens]
  private var next = 0
  private let count: Int

  init(_ text: String) {
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    count = all.count
    lines = all.enumerated().map { DescriptionTokens($1, line: $0 + 1) }
      .filter { !$0.isEmpty && !$0.isComment }
  }

  mutating func network() throws(NetworkError) -> NetworkDescription {
    var (head, layers) = ([String: DescriptionTokens](), [String: [Layer]]())
    while var line = take() {
      let keyword = try line.token("keyword")
      switch keyword {
      case "network", "notation", "input", "output":
        guard head.updateValue(line, forKey: keyword) == nil else {
          throw line.error("duplicate ‘\(keyword)’")
        }
      case "encoder", "decoder":
        guard layers[keyword] == nil else { throw line.error("duplicate ‘\(keyword)’") }
        try line.end()
        layers[keyword] = try chain(ends: ["encoder", "decoder"])
      default: throw line.error("unknown keyword ‘\(keyword)’")
      }
    }
    guard let name = head["network"]?.rest, !name.isEmpty else {
      throw .syntax(line: 1, "missing line ‘network NAME’")
    }
    guard var input = head["input"], var output = head["output"] else {
      throw .syntax(line: count, "missing line ‘\(head["input"] == nil ? "input" : "output") …’")
    }
    return NetworkDescription(
      name, notation: head["notation"]?.rest ?? "", input: try input.range(),
      output: output.rest == "features" ? nil : try output.range(),
      encoder: layers["encoder"] ?? [], decoder: layers["decoder"] ?? [])
  }

  private mutating func take() -> DescriptionTokens? {
    guard next < lines.count else { return nil }
    next += 1
    return lines[next - 1]
  }

  /// Parses layers up to one of some keywords, which is not consumed, or the end of the text.
  private mutating func chain(ends: Set<String>, depth: Int = 0) throws(NetworkError) -> [Layer] {
    var layers: [Layer] = []
    while next < lines.count, !ends.contains(lines[next].first) {
      guard var line = take() else { break }
      let kind = try line.token("layer")
      if kind == "residual" {
        guard depth < 8 else { throw line.error("residual blocks are nested more than 8 deep") }
        try line.end()
        let body = try chain(ends: ["end"], depth: depth + 1)
        guard take() != nil else { throw line.error("residual block without ‘end’") }
        layers.append(.residual(body))
      } else {
        layers.append(try line.layer(kind))
        try line.end()
      }
    }
    return layers
  }
}
