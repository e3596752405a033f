// swift-tools-version: 6.2
// SPDX-License-Identifier: MIT

import PackageDescription

/// SwiftPM refuses unsafe flags in a dependency with a version, which it checks out into
/// `.build/checkouts`. The root package and path dependencies (Tests/Consumer) have AVX2 code.
let allowsUnsafeFlags = !Context.packageDirectory.contains("/checkouts/")

#if arch(x86_64)
  let processor = ["-Xcc", "-march=x86-64-v3"]
  let vectorFlags: [SwiftSetting] =
    allowsUnsafeFlags ? [.unsafeFlags(processor, .when(configuration: .release))] : []
#else
  let processor: [String] = []
  let vectorFlags: [SwiftSetting] = []
#endif

/// Without optimization, loops over values and their reference implementations take minutes in
/// tests.
let loopFlags: [SwiftSetting] =
  allowsUnsafeFlags ? [.unsafeFlags(["-O"] + processor, .when(configuration: .debug))] : []

/// A newer compiler may warn where this one does not: only the checks turn warnings into errors.
let strict: [SwiftSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let strictC: [CSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// The same for loops in C.
let loopFlagsC: [CSetting] =
  allowsUnsafeFlags ? [.unsafeFlags(["-O2"], .when(configuration: .debug))] : []

let parser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "normscope",
  products: [
    .library(name: "Normalization", targets: ["Normalization"]),
    .library(name: "Pictures", targets: ["Pictures"]),
    .library(name: "Networks", targets: ["Networks"]),
    .executable(name: "normscope", targets: ["normscope"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(url: "https://github.com/apple/swift-collections", from: "1.1.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.7.0"),
  ],
  targets: [
    .target(
      name: "CNcurses", cSettings: strictC,
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .systemLibrary(
      name: "CChafa", pkgConfig: "chafa", providers: [.apt(["libchafa-dev", "libglib2.0-dev"])]),
    .systemLibrary(
      name: "CPixbuf", pkgConfig: "gdk-pixbuf-2.0", providers: [.apt(["libgdk-pixbuf-2.0-dev"])]),
    .systemLibrary(name: "CGLib", pkgConfig: "glib-2.0", providers: [.apt(["libglib2.0-dev"])]),
    .systemLibrary(name: "CLCMS", pkgConfig: "lcms2", providers: [.apt(["liblcms2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CProcessor", cSettings: strictC),
    .target(name: "COneDNN", cSettings: strictC, linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CWinograd", cSettings: strictC + loopFlagsC),

    .target(name: "FileIO", dependencies: [system], swiftSettings: strict),
    .target(name: "Normalization", swiftSettings: strict + vectorFlags + loopFlags),
    .target(
      name: "Pictures", dependencies: ["FileIO", "Normalization", "CPixbuf", "CLCMS"],
      swiftSettings: strict + vectorFlags),
    .target(
      name: "Weights", dependencies: ["FileIO", "Normalization", "CGLib", "CZlib"],
      swiftSettings: strict + loopFlags),
    .target(
      name: "Networks", dependencies: ["FileIO", "Normalization", "COneDNN", "CWinograd"],
      swiftSettings: strict + vectorFlags + loopFlags),
    .target(
      name: "Training", dependencies: ["Networks", "Pictures", "Weights"],
      swiftSettings: strict + vectorFlags),
    .target(
      name: "Settings", dependencies: ["FileIO", "Normalization", "Pictures"],
      swiftSettings: strict),
    .target(
      name: "Stylization",
      dependencies: [
        "Settings", "Networks", "Pictures", "Weights", "Assets",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      swiftSettings: strict),
    .target(
      name: "Explorer", dependencies: ["Settings", "Pictures"], swiftSettings: strict),
    .target(
      name: "Terminal",
      dependencies: ["Explorer", "Pictures", "CNcurses", "CChafa", "CZlib", system],
      swiftSettings: strict),
    .target(
      name: "Assets", dependencies: ["FileIO"], path: "Assets", exclude: ["Screens"],
      resources: [.copy("Pictures"), .copy("Networks")],
      swiftSettings: strict),
    .executableTarget(
      name: "normscope",
      dependencies: [
        "FileIO", "Normalization", "Pictures", "Networks", "Weights", "Training", "Settings",
        "Stylization", "Explorer", "Terminal", "Assets", "CProcessor", parser, system,
      ],
      swiftSettings: strict),

    .target(
      name: "TestSupport",
      dependencies: ["FileIO", "Normalization", "Pictures", "Networks", "Weights"],
      path: "Tests/Support", swiftSettings: strict + loopFlags),
    .testTarget(
      name: "FileIOTests", dependencies: ["FileIO", "Normalization", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NormalizationTests", dependencies: ["Normalization", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "WeightsTests",
      dependencies: ["Weights", "Normalization", "TestSupport", "CZlib", "normscope"],
      swiftSettings: strict),
    .testTarget(
      name: "NetworksTests", dependencies: ["Networks", "Pictures", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Training", "Networks", "Pictures", "Weights", "Normalization", "TestSupport",
      ],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "StylizationTests",
      dependencies: ["Stylization", "Settings", "Networks", "Pictures", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ExplorerTests", dependencies: ["Explorer", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal", "TestSupport", "CZlib"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["normscope", "Stylization", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ScreenTests",
      dependencies: ["normscope", "Stylization", "Explorer", "Terminal", "TestSupport"],
      exclude: ["Screens"], swiftSettings: strict),
    .executableTarget(
      name: "CrashProbe", dependencies: ["Explorer", "Terminal"], path: "Tests/CrashProbe",
      swiftSettings: strict),
    .testTarget(
      name: "JourneyTests",
      dependencies: ["normscope", "CrashProbe", "Explorer", "Pictures", "TestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
