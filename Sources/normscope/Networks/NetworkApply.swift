// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Pictures

/// `apply` through a network.
struct NetworkApply {
  let request: NetworkRequest

  /// Computes each content and writes its result.
  func run(_ contents: FileList, to results: ResultPaths) throws {
    let studio = try NetworkStudio(request)
    try NetworkCheck(studio.network.description).requireStyle(request)
    try results.makeFolder()
    // One after another: a network keeps all cores busy, and its memory was checked for one run.
    try FileRun(files: contents, jobs: 1).run { path in
      let (picture, warnings) = try studio.picture(of: path)
      try picture.write(to: results[path])
      return ((), studio.warnings + warnings)
    }.check()
  }
}
