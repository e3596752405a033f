// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import FileIO
import Foundation
import Pictures
import Stylization
import Terminal

/// Command `show`: prints a picture as text or graphics.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a picture on the terminal.",
    discussion: """
      The picture fills the terminal except for one row for the prompt and keeps its aspect ratio. \
      If stdout is not a terminal, the picture is printed as text of at most 80×24 cells in 256 \
      colors. NO_COLOR and TERM=dumb disable colors.

      Examples:
        normscope show photo.jpg
        normscope show photo.jpg --graphics symbols --size 60x20 > photo.txt
      """)

  @Argument(help: ArgumentHelp("Picture.", valueName: "PICTURE"))
  var picture: String
  @Option(
    help: "Graphics: auto, symbols, ascii, truecolor, sixel, kitty or iterm.")
  var graphics: GraphicsChoice = .auto
  @Option(help: ArgumentHelp("Maximum size in cells.", valueName: "COLSxROWS"))
  var size: TerminalSize?

  func run() throws {
    guard !TensorFile.isTensor(picture) else {
      throw UsageError(
        "show cannot print the tensor ‘\(picture.printable)’; use normscope stats for tensor files")
    }
    let target = PrintTarget(environment: ProcessInfo.processInfo.environment)
    let box = size ?? target.size
    let cell = target.capabilities.cell
    let loaded = try PictureFile.read(
      picture, fitting: max(box.columns * cell.width, box.rows * cell.height))
    loaded.warnings.forEach(StandardError.report)
    let (columns, rows) = PictureEncoder.cells(
      forWidth: loaded.picture.width, height: loaded.picture.height, columns: box.columns,
      rows: box.rows, cell: cell)
    let encoder = PictureEncoder(isLightBackground: target.capabilities.isLight)
    let raster = encoder.raster(
      loaded.picture, columns: columns, rows: rows, mode: target.mode(graphics), quality: .fine)
    try StandardStreams.writeOutput(raster.printed)
  }
}

extension TerminalSize: ExpressibleByArgument {
  /// Parses a size such as 80x24 with sides from 1 to 1000.
  init?(argument: String) {
    let sides = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let columns = sides[0], let rows = sides[1],
      (1...1000).contains(columns), (1...1000).contains(rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }
}
