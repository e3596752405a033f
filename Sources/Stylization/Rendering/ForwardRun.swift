// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Forward pass of a batch through a network; only what follows a changed site is computed again.
protocol ForwardRun: AnyObject {
  /// Sets the normalization of each site.
  func setSites(_ sites: [ResolvedSite])
  /// Returns the input of a site. - Throws: `RunMonitor.Cancelled`.
  func input(ofSite site: Int, _ monitor: RunMonitor) throws -> SiteInput
  /// Returns the output for one picture of the batch. - Throws: `RunMonitor.Cancelled`.
  func output(ofPicture picture: Int, _ monitor: RunMonitor) throws -> AnyTensor
}

/// Forward pass of a network file. Keeps its input, its output and the input of the selected site.
final class CachedNetworkRun: ForwardRun {
  private let run: NetworkRun
  private var batch: [PictureKey] = []
  private var resolved: [ResolvedSite] = []
  private var output: Tensor<Float>?
  private var siteInput: (site: Int, before: [ResolvedSite], value: SiteInput)?

  init(_ run: NetworkRun) { self.run = run }

  /// Bytes of memory, for the cache.
  var bytes: Int { run.memoryRequirement.total }

  /// Sets the pictures, unless they are those that are set already.
  func setInput(_ batch: [PictureKey], _ pictures: () throws -> Tensor<Float>) rethrows {
    guard batch != self.batch else { return }
    run.setInput(try pictures())
    (self.batch, output, siteInput) = (batch, nil, nil)
  }

  func setSites(_ sites: [ResolvedSite]) {
    for (index, site) in sites.enumerated()
    where !resolved.indices.contains(index) || resolved[index] != site {
      run.setNormalizer(site.normalizer, at: index)
      output = nil
    }
    resolved = sites
  }

  func output(ofPicture picture: Int, _ monitor: RunMonitor) throws -> AnyTensor {
    if let output { return .float32(output.picture(picture)) }
    guard let computed = try run.output(isCancelled: { monitor.isCancelled(run.progress) }) else {
      throw RunMonitor.Cancelled()
    }
    output = computed
    return .float32(computed.picture(picture))
  }

  func input(ofSite site: Int, _ monitor: RunMonitor) throws -> SiteInput {
    let before = Array(resolved[..<site])
    if let siteInput, siteInput.site == site, siteInput.before == before {
      return siteInput.value
    }
    guard try run.run(toSite: site, isCancelled: { monitor.isCancelled(run.progress) }) else {
      throw RunMonitor.Cancelled()
    }
    let moments = run.moments[site]
    let value = SiteInput(
      .float32(run.input(at: site).picture(0)),
      channelNames: (0..<run.sites[site].channels).map(String.init), shape: run.shape(at: site)
    ) { moments }
    siteInput = (site, before, value)
    return value
  }
}

/// Forward pass of a one-site network: pixel space, or a user's tensor.
///
/// Values have planar layout. Only the selected picture's values are stored: no later layer needs
/// those of the others, whose moments alone take part.
final class OneSiteRun: ForwardRun {
  private let input: SiteInput
  private var site: ResolvedSite?

  init(_ input: SiteInput) { self.input = input }

  /// Bytes of memory, for the cache.
  var bytes: Int { input.values.byteCount }

  func setSites(_ sites: [ResolvedSite]) { site = sites.first }

  func input(ofSite site: Int, _ monitor: RunMonitor) -> SiteInput { input }

  /// - Precondition: `picture` is the selected one.
  func output(ofPicture picture: Int, _ monitor: RunMonitor) -> AnyTensor {
    precondition(picture == input.picture, "picture \(picture) of \(input.picture)")
    guard let normalizer = site?.normalizer else { return input.values }
    let transforms = normalizer.transforms(planeMoments: input.moments, in: input.shape)
    return input.values.applying(Array(transforms[input.selectedPlanes]))
  }
}
