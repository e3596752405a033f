// swift-tools-version: 6.2
// SPDX-License-Identifier: MIT

import PackageDescription

/// A package that depends on NormScope's libraries, as a user's package does.
let package = Package(
  name: "consumer",
  dependencies: [.package(name: "normscope", path: "../..")],
  targets: [
    .executableTarget(
      name: "consumer",
      dependencies: [
        .product(name: "Networks", package: "normscope"),
        .product(name: "Normalization", package: "normscope"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
