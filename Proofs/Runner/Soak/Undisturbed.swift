import Traceability

/// G7: what came out of a disturbed site comes out of a fresh one that nobody disturbs, byte by byte.
struct Undisturbed {
  let site: SiteFolders
  let gateway: Gateway

  /// Gives a fresh site the same files and compares.
  func compare(_ disturbed: (scene: Scene, files: [Scenario.Drop])) throws(ProofError) -> [Breach] {
    try site.make(gateway, configuration: SoakPlan.configuration)
    try site.drop(disturbed.files)
    let ending = try gateway.run(site, Gateway.Conditions(isCounted: false), within: .seconds(600))
    guard ending == .exit(0) || ending == .exit(2) else {
      throw ProofError("\(site.site): the undisturbed run ended with \(String(describing: ending))")
    }
    let bytes = Dictionary(
      try Scene(site, known: nil).outputs.map { ($0.name, Normal.output($0.bytes, named: $0.name)) }
    ) { $1 }
    return disturbed.scene.outputs.compactMap { output in
      switch bytes[output.name] {
      case nil: Breach(.sameBytes, "\(output.name) does not come out of an undisturbed run")
      case Normal.output(output.bytes, named: output.name): nil
      default: Breach(.sameBytes, "\(output.name) has other bytes than in an undisturbed run")
      }
    }
  }
}
