// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Settings

/// `apply` through a network: what the explorer shows of the same setup.
struct NetworkApply {
  /// Everything but the content.
  let settings: RenderSettings
  let choice: NetworkSettings

  /// Computes each content and writes its result.
  func run(_ contents: FileList, to results: ResultPaths) throws {
    try check()
    let studios = StudioPool(photographs: [], keepsRuns: false)
    // A style that cannot be read would fail for every content.
    for style in settings.styles { try studios.read(style.path, settings) }
    try results.makeFolder()
    // One after another: a network keeps all cores busy, and its memory was checked for one run.
    try FileRun(files: contents, jobs: 1).run { path in
      var settings = settings
      settings.input = .picture(path: path)
      let own = FileIdentity(path)
      // However it is spelled, the content is not pooled with itself.
      settings.batch = settings.batch.filter { FileIdentity($0) != own }
      let (rendering, warnings) = try studios.render(settings, through: choice)
      try rendering.picture.write(to: results[path])
      return ((), warnings)
    }.check()
  }

  private func check() throws {
    let name = choice.summary.name.printable
    guard choice.summary.givesPicture else {
      throw UsageError("‘\(name)’ gives features and no picture")
    }
    guard !choice.takesStyle || !settings.styles.isEmpty else {
      throw UsageError("‘\(name)’ takes its γ and β from a style: give --style PATH")
    }
  }
}
