// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// A network from its page; see `text`. - Throws: `NetworkError.text` with the line.
  public init(text: String) throws(NetworkError) {
    var reader = DescriptionReader(text)
    self = try reader.network()
  }
}

/// Reads the page of a network line by line.
private struct DescriptionReader {
  /// The lines that say something.
  private let lines: [Words]
  private var next = 0
  private let count: Int

  init(_ text: String) {
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    count = all.count
    lines = all.enumerated().map { Words($1, line: $0 + 1) }
      .filter { !$0.isEmpty && !$0.isComment }
  }

  mutating func network() throws(NetworkError) -> NetworkDescription {
    var (head, layers) = ([String: Words](), [String: [Layer]]())
    while var line = take() {
      let word = try line.word("a word")
      switch word {
      case "network", "notation", "input", "output":
        guard head.updateValue(line, forKey: word) == nil else { throw line.error("\(word) twice") }
      case "encoder", "decoder":
        guard layers[word] == nil else { throw line.error("\(word) twice") }
        try line.end()
        layers[word] = try chain(ends: ["encoder", "decoder"])
      default: throw line.error("‘\(word)’ where a part of the network should begin")
      }
    }
    guard let name = head["network"]?.rest, !name.isEmpty else {
      throw .text(line: 1, "no line ‘network NAME’")
    }
    guard var input = head["input"], var output = head["output"] else {
      throw .text(line: count, "no line ‘\(head["input"] == nil ? "input" : "output") …’")
    }
    return NetworkDescription(
      name, notation: head["notation"]?.rest ?? "", input: try input.range(),
      output: output.rest == "features" ? nil : try output.range(),
      encoder: layers["encoder"] ?? [], decoder: layers["decoder"] ?? [])
  }

  private mutating func take() -> Words? {
    guard next < lines.count else { return nil }
    next += 1
    return lines[next - 1]
  }

  /// Layers up to one of some words, which is left, or the end of the page.
  private mutating func chain(ends: Set<String>, depth: Int = 0) throws(NetworkError) -> [Layer] {
    var layers: [Layer] = []
    while next < lines.count, !ends.contains(lines[next].first) {
      guard var line = take() else { break }
      let kind = try line.word("a layer")
      if kind == "residual" {
        guard depth < 8 else { throw line.error("more than 8 blocks within each other") }
        try line.end()
        let body = try chain(ends: ["end"], depth: depth + 1)
        guard take() != nil else { throw line.error("a residual block without ‘end’") }
        layers.append(.residual(body))
      } else {
        layers.append(try line.layer(kind))
        try line.end()
      }
    }
    return layers
  }
}
