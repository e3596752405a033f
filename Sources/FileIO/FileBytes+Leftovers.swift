// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension FileBytes {
  /// What the name of a file has at its end, before six more characters, while it is being written
  /// without `isSynced`. A program killed at that moment leaves it behind.
  static let leftoverMark = ".unfinished-"

  /// Takes away what killed programs left beside a file that is written without `isSynced`: files of
  /// that name that nobody has touched for a minute.
  public static func removeLeftovers(beside path: String) {
    let target = resolved(path)
    let slash = target.lastIndex(of: "/")
    let folder = slash.map { String(target[...$0]) } ?? "./"
    let start = (slash.map { String(target[target.index(after: $0)...]) } ?? target) + leftoverMark
    for name in names(in: folder) where name.hasPrefix(start) && name.count == start.count + 6 {
      var status = stat()
      let isOld = stat(folder + name, &status) == 0 && status.st_mtim.tv_sec < time(nil) - 60
      if isOld, status.st_mode & S_IFMT == S_IFREG { unlink(folder + name) }
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return names
  }
}
