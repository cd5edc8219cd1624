// swift-tools-version: 6.2
import PackageDescription

/// Fuzz targets for everything that reads what others wrote. A package of its own: nobody who builds Malote builds this.
/// `scripts/fuzz` builds and runs it; `Docs/proofs/fuzzing.md` says what each target checks.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target with libFuzzer's `main`: its one file exports `LLVMFuzzerTestOneInput`.
func fuzzer(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["FuzzSupport"], swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
}

let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "malote", path: "..")],
  targets: [
    .target(name: "CSanitizer"),
    .target(
      name: "FuzzSupport", dependencies: ["CSanitizer", .product(name: "Readers", package: "malote")],
      swiftSettings: settings),
    fuzzer("FuzzXML"),
    fuzzer("FuzzPositional"),
    fuzzer("FuzzDelimited"),
    fuzzer("FuzzYAML"),
    fuzzer("FuzzDecimal"),
  ],
  swiftLanguageModes: [.v6]
)
