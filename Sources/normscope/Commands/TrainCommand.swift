// SPDX-License-Identifier: MIT

import ArgumentParser

/// Command `train`: trains networks.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network.",
    discussion: """
      Losses are computed with VGG-19 (normscope networks install vgg19). Training writes three files: \
      NAME.safetensors with the weights in float16 (-o), NAME.json with the training record, and \
      NAME.checkpoint, from which --from resumes exactly. All three are saved every five minutes, \
      after --minutes, and at Ctrl-C. --from NAME.safetensors resumes from the weights and the record, \
      with a new optimizer state. When resuming, options that you omit keep their recorded values.

      One in twelve pictures, at least four, is set aside for validation. The choice depends on file \
      names. Batches with crops of a single color, or whose gradients are not finite or too large, \
      are skipped and counted; a picture that causes three is excluded.

      Examples:
        normscope train adain --content photos --style paintings -o my.safetensors
        normscope train adain --content photos --style paintings \\
          -o my.safetensors --from my.checkpoint --minutes 60
        normscope apply photo.jpg --network my.safetensors --style painting.jpg \\
          -o result.png
      """,
    subcommands: [
      TrainAdaINCommand.self, TrainDecoderCommand.self, TrainMultiStyleCommand.self,
      TrainTransferCommand.self,
    ])
}
