// SPDX-License-Identifier: MIT

import ArgumentParser

/// Trains networks on this machine.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network on this machine.",
    discussion: """
      Losses are measured by VGG-19 (normscope networks install vgg19). Beside -o NAME.safetensors, \
      the weights in 16 bits, there will be NAME.json, how it was trained, and NAME.checkpoint, from \
      which --from goes on exactly where it was. All three are saved every five minutes, after \
      --minutes, and at Ctrl-C. --from NAME.safetensors goes on from the weights and the record alone.

      A twelfth of the pictures, by their names and at least four, is set aside and never drawn.

      Examples:
        normscope train adain --content photos --style paintings -o mine.safetensors
        normscope train adain --content photos --style paintings -o mine.safetensors \\
          --from mine.checkpoint --minutes 60
        normscope apply photo.jpg --network mine.safetensors --style painting.jpg -o result.png
      """,
    subcommands: [
      TrainAdaINCommand.self, TrainDecoderCommand.self, TrainMultiStyleCommand.self,
      TrainTransferCommand.self,
    ])
}
