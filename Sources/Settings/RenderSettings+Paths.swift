// SPDX-License-Identifier: MIT

extension RenderSettings {
  /// The same with paths that mean the same wherever the program is started.
  public func absolute(in folder: String) -> RenderSettings {
    func absolute(_ path: String) -> String {
      path.isEmpty || folder.isEmpty || path.hasPrefix("/")
        ? path : (folder == "/" ? "" : folder) + "/" + path
    }
    var result = self
    switch input {
    case .picture(let path): result.input = .picture(path: absolute(path))
    case .tensor(let path, let index): result.input = .tensor(path: absolute(path), index: index)
    }
    result.styles = styles.map { WeightedStyle(path: absolute($0.path), weight: $0.weight) }
    result.batch = batch.map(absolute)
    return result
  }
}
