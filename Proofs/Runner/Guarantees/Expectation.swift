import EDIModel
import Traceability

/// How a scenario ends when nobody disturbs it: what every other run of it is measured against.
struct Expectation: Sendable {
  /// How often a name is handed over.
  var outputs: [String: Int] = [:]
  /// The bytes under a name, normalised.
  var bytes: [String: [UInt8]] = [:]
  /// Below `error/`, normalised.
  var errors: [String: [UInt8]] = [:]
  var states: [DocumentState: Int] = [:]

  init(_ scene: Scene) {
    for output in scene.outputs {
      let key = Normal.key(output)
      outputs[key, default: 0] += 1
      bytes[key] = Normal.output(output.bytes, named: output.name)
    }
    for (name, content) in scene.errors { errors[Normal.errorName(name)] = Normal.error(content) }
    states = scene.ledger.states
  }

  /// What is wrong with it, by what the scenario itself says: an end that is wrong each time would be compared with itself.
  func breaches(of scenario: Scenario, collects: Bool) -> [Breach] {
    var all: [Breach] = []
    if states != scenario.states { all.append(Breach(.conserved, "documents are \(states), not \(scenario.states)")) }
    let handedOver = scenario.states.filter(\.key.isHandedOver).values.reduce(0, +)
    let delivered = handedOver + (collects ? scenario.again : 0) + scenario.strangers.count
    let count = outputs.values.reduce(0, +)
    if count != delivered { all.append(Breach(.deliveredOnce, "\(count) files were handed over, not \(delivered)")) }
    let rejects = errors.keys.filter { $0.hasSuffix(".erro.txt") }.map { name in
      String(name.dropLast(".erro.txt".count)).replacing("M-#######", with: "")
    }.sorted()
    if rejects != Array(Set(scenario.rejects)).sorted() {
      all.append(Breach(.reported, "error/ is about \(rejects), not \(scenario.rejects)"))
    }
    return all
  }

  /// What tells this end from another one; empty where nothing does.
  func differences(from other: Expectation) -> [String] {
    var all: [String] = []
    if outputs != other.outputs { all.append("outputs \(outputs) and \(other.outputs)") }
    for (name, content) in bytes where other.bytes[name] != content { all.append("the bytes of \(name)") }
    if Set(errors.keys) != Set(other.errors.keys) {
      all.append("error files \(errors.keys.sorted()) and \(other.errors.keys.sorted())")
    }
    for (name, content) in errors where other.errors[name] != content { all.append("the bytes of error/\(name)") }
    if states != other.states { all.append("states \(states) and \(other.states)") }
    return all
  }
}
