// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Settings

extension Studio {
  /// Adds what each mode of the Compare page makes of the same content. A mode that cannot be
  /// computed says why and leaves the others alone.
  /// - Throws: `RunWatch.Stale`.
  func compare(_ settings: RenderSettings, into development: inout Development) throws {
    development.report.comparisons = try Mode.compared.map { mode in
      do {
        if settings.mode != mode { watch.beginNext() }
        let result = try settings.mode == mode ? development : develop(settings.using(mode))
        development.compared[mode] = result
        return Comparison(
          mode,
          Comparison.Statistics(
            steps: result.plan.steps ?? [], results: result.report.channels.map(\.result),
            clipped: result.report.clipped))
      } catch let stale as RunWatch.Stale {
        throw stale
      } catch {
        return Comparison(mode, problem: "\(error)")
      }
    }
  }
}

extension RenderSettings {
  /// The same under another mode.
  func using(_ mode: Mode) -> RenderSettings {
    var settings = self
    settings.mode = mode
    return settings
  }
}
