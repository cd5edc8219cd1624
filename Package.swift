// swift-tools-version: 6.2
import PackageDescription

/// The rooms of Malote, in the order in which a file walks through them. An arrow that is not listed here does not
/// compile: `scripts/test` builds with `--explicit-target-dependency-import-check error`.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// Tests of a room; `data` are the folders of its test data, read by path.
func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: data, swiftSettings: settings)
}

let package = Package(
  name: "malote",
  products: [
    .executable(name: "malote", targets: ["malote"]),
    // Preloaded into the gateway by `proofs`, never linked into anything.
    .library(name: "FaultInjection", type: .dynamic, targets: ["FaultInjection"]),
    // For Fuzzing/, a package of its own: everything that a partner's bytes meet.
    .library(name: "Readers", targets: ["EDIModel", "Layouts", "Formats", "BusinessRules"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // Libraries of the system, each imported by one room only.
    .systemLibrary(
      name: "CLibXML2", path: "Sources/Shims/CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CPosix", path: "Sources/Shims/CPosix"),

    room("EDIModel"),
    room("Layouts", ["EDIModel", .product(name: "Yams", package: "Yams")]),
    room("Formats", ["EDIModel", "Layouts", "CLibXML2"]),
    room("BusinessRules", ["EDIModel"]),
    room(
      "Conversion",
      ["EDIModel", "Layouts", "Formats", "BusinessRules", .product(name: "Crypto", package: "swift-crypto")]),
    room("Reports", ["EDIModel"]),
    room("Filesystem", ["CPosix"]),
    room("Transports", ["Filesystem"]),
    room(
      "Traceability",
      [
        "EDIModel", "Filesystem", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"), .product(name: "Crypto", package: "swift-crypto"),
      ]),
    room(
      "Pipeline",
      [
        "EDIModel", "Layouts", "Formats", "Conversion", "Reports", "Filesystem", "Transports", "Traceability",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "malote",
      dependencies: [
        "EDIModel", "Layouts", "Formats", "Conversion", "Reports", "Filesystem", "Traceability", "Pipeline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings),

    // What Benchmarks/run measures from inside: reading alone, and the ledger alone.
    .executableTarget(
      name: "benchmark-probe",
      dependencies: [
        "EDIModel", "Layouts", "Formats", "Filesystem", "Traceability",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/Probe", swiftSettings: settings),
    // What stops the gateway at every call and checks its guarantees (`Docs/proofs.md`).
    .target(name: "FaultInjection", path: "Proofs/FaultInjection"),
    .target(name: "PowerSwitch", path: "Proofs/PowerSwitch"),
    .executableTarget(
      name: "proofs",
      dependencies: [
        "EDIModel", "Filesystem", "Traceability", "Pipeline", "PowerSwitch",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "Proofs/Runner", swiftSettings: settings),

    .target(
      name: "TestSupport", dependencies: ["EDIModel", "Layouts"], path: "Tests/TestSupport", swiftSettings: settings),
    tests("EDIModelTests", ["EDIModel"]),
    tests("LayoutsTests", ["EDIModel", "Layouts"], data: ["Broken", "Everything"]),
    tests("FormatsTests", ["EDIModel", "Layouts", "Formats"]),
    tests("BusinessRulesTests", ["EDIModel", "BusinessRules"]),
    tests("ConversionTests", ["EDIModel", "Layouts", "Formats", "Conversion", "BusinessRules"]),
    tests("ReportsTests", ["EDIModel", "Reports"], data: ["Golden"]),
    tests("TransportsTests", ["EDIModel", "Filesystem", "Transports"]),
    tests(
      "TraceabilityTests", ["EDIModel", "Traceability", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("PipelineTests", ["EDIModel", "Layouts", "Filesystem", "Traceability", "Pipeline"]),
    tests("CommandTests", ["malote"], data: ["Golden"]),
  ],
  swiftLanguageModes: [.v6]
)
