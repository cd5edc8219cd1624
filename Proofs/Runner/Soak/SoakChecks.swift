import EDIModel
import Pipeline
import Traceability

/// What is guaranteed of a site into which files were dropped, and out of which they were collected, all the while.
struct SoakChecks {
  let drops: [SoakDrop]
  /// Files of which nobody knows whether they came, and outputs of which nobody knows whether they were taken away.
  var doubtedDrops: Set<String> = []
  var doubtedOutputs: Set<String> = []

  /// What must hold at every moment.
  func always(_ scene: Scene, since last: Scene?) -> [Breach] {
    let records = Dictionary(scene.ledger.interchanges.map { (Key($0.system, $0.name), $0) }) { $1 }
    let documents = Dictionary(
      scene.ledger.documents.compactMap { document in document.output.map { (Key($0.system, $0.name), document) } }
    ) { $1 }
    return originals(scene, records) + archive(scene, since: last) + outputs(scene, documents) + once(scene)
      + delivered(scene) + ledger(scene)
  }

  /// What must hold when all is worked off.
  func atEnd(_ scene: Scene, since last: Scene?) -> [Breach] {
    always(scene, since: last) + fates(scene) + reported(scene) + tidy(scene)
  }

  private struct Key: Hashable {
    let system: String
    let name: [UInt8]

    init(_ system: String, _ name: [UInt8]) {
      self.system = system
      self.name = name
    }
  }

  // MARK: - At every moment

  /// G1
  private func originals(_ scene: Scene, _ records: [Key: InterchangeRecord]) -> [Breach] {
    let inboxes = scene.inboxes.mapValues(Set.init)
    let work = scene.work.mapValues { Set($0.values) }
    return drops.compactMap { drop in
      let record = records[Key(drop.system, Array(drop.name.utf8))]
      if let record, let path = record.archivePath {
        let isKept = scene.archive[String(decoding: path, as: UTF8.self)] == Bytes.hash(drop.bytes)
        return isKept ? nil : Breach(.original, "\(record.id) \(drop.name) is not in the archive as it came")
      }
      let isThere =
        inboxes[drop.system]?.contains(drop.bytes) == true || work[drop.system]?.contains(drop.bytes) == true
      return isThere ? nil : Breach(.original, "\(drop.name) is neither in the inbox nor in the work area")
    }
  }

  /// G2
  private func archive(_ scene: Scene, since last: Scene?) -> [Breach] {
    (last?.archive ?? [:]).compactMap { path, hash in
      let isPart = path.split(separator: "/").last?.hasPrefix(".") ?? false
      return isPart || scene.archive[path] == hash ? nil : Breach(.archiveStays, "archive/\(path) is not what it was")
    }
  }

  /// G3, G5, G7: what is out is a whole output of a file that has its verdict.
  private func outputs(_ scene: Scene, _ documents: [Key: DocumentRecord]) -> [Breach] {
    let states = Dictionary(scene.ledger.interchanges.map { ($0.id, $0.state) }) { $1 }
    return scene.outputs.flatMap { output -> [Breach] in
      guard let document = documents[Key(output.system, Array(output.name.utf8))] else {
        return [Breach(.verdictFirst, "\(output.name) is out, and the ledger does not know it")]
      }
      var breaches: [Breach] = []
      if document.output?.sha256 != Bytes.hash(output.bytes) {
        breaches.append(Breach(.completeNames, "\(output.name) has not the bytes of \(document.id)"))
      }
      let state = states[document.id.interchange]
      if state != .converted && state != .done {
        breaches.append(Breach(.verdictFirst, "\(output.name) is out and its file is \(state?.rawValue ?? "unknown")"))
      }
      return breaches
    }
  }

  /// G6: never twice, but where the power was cut under the collector's hands.
  private func once(_ scene: Scene) -> [Breach] {
    let counts = scene.outputs.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
    return counts.filter { $0.value > (doubtedOutputs.contains($0.key) ? 2 : 1) }.map {
      Breach(.deliveredOnce, "\($0.key) was handed over \($0.value) times")
    }
  }

  /// G6: what the ledger calls delivered is out.
  private func delivered(_ scene: Scene) -> [Breach] {
    let names = Set(scene.outputs.map(\.name))
    return scene.ledger.documents.compactMap { document in
      guard document.state == .delivered, let output = document.output else { return nil }
      let name = String(decoding: output.name, as: UTF8.self)
      return names.contains(name) ? nil : Breach(.deliveredOnce, "\(document.id) is delivered, and \(name) is nowhere")
    }
  }

  /// G8, G12
  private func ledger(_ scene: Scene) -> [Breach] {
    var breaches = scene.ledger.problems.map { Breach(.chain, $0) }
    if let balance = scene.ledger.balance {
      let counted = balance.documents.filter { $0.value != 0 }
      if counted != scene.ledger.states || balance.gap != 0 {
        breaches.append(Breach(.conserved, "the counters say \(counted), the documents \(scene.ledger.states)"))
      }
    }
    return breaches
  }

  // MARK: - When all is worked off

  /// G8: each file came once, each of its documents has an end, and it is the right one.
  private func fates(_ scene: Scene) -> [Breach] {
    let documents = Dictionary(grouping: scene.ledger.documents, by: \.id.interchange)
    let records = Dictionary(grouping: scene.ledger.interchanges.filter { $0.state == .done }) {
      Key($0.system, $0.name)
    }
    var newest: [Int: (version: Int, delivered: Int)] = [:]
    var breaches: [Breach] = []
    for drop in drops {
      let found = records[Key(drop.system, Array(drop.name.utf8))] ?? []
      let states = (found.first.flatMap { documents[$0.id] } ?? []).map(\.state)
      if found.count != 1 || !Self.isRight(states, drop.kind) {
        breaches.append(Breach(.conserved, "\(drop.name) (\(drop.kind)) came \(found.count) times: \(states)"))
      }
      if case .order(let number, let version) = drop.kind {
        let known = newest[number] ?? (version, 0)
        let isDelivered = states == [.delivered] ? 1 : 0
        if version > known.version {
          newest[number] = (version, isDelivered)
        } else if version == known.version {
          newest[number] = (version, known.delivered + isDelivered)
        }
      }
    }
    // Of an order's newest version, however often it came, exactly one went on.
    let doubted = !doubtedDrops.isEmpty
    for (number, end) in newest where end.delivered != 1 && !(doubted && end.delivered == 0) {
      breaches.append(Breach(.conserved, "order \(number), version \(end.version): delivered \(end.delivered) times"))
    }
    return breaches
  }

  private static func isRight(_ states: [DocumentState], _ kind: SoakDrop.Kind) -> Bool {
    switch kind {
    case .order: states.count == 1 && [.delivered, .duplicate, .superseded].contains(states[0])
    case .postings: states.count == 3 && states.allSatisfy { $0 == .delivered || $0 == .duplicate }
    case .halfBad: states == [.delivered, .rejected]
    case .broken, .half: states == [.rejected]
    case .ignored: states == [.ignored]
    }
  }

  /// G10: a report for each rejected document.
  private func reported(_ scene: Scene) -> [Breach] {
    let files = Dictionary(scene.ledger.interchanges.map { ($0.id, $0.name) }) { $1 }
    return scene.ledger.documents.compactMap { document in
      guard document.state == .rejected else { return nil }
      let places = ErrorFolder.reports(of: document.id, file: files[document.id.interchange] ?? [])
      let isThere = places.contains { scene.errors[String($0.dropFirst("error/".count))] != nil }
      return isThere ? nil : Breach(.reported, "\(document.id) is rejected, and there is no report")
    }
  }

  /// G14, G15
  private func tidy(_ scene: Scene) -> [Breach] {
    let waiting = scene.ledger.documents.filter { $0.state == .waiting }.map {
      Breach(.goesOn, "\($0.id) still waits: \($0.note ?? "")")
    }
    let left = scene.hidden + scene.work.flatMap { system, files in files.keys.map { "\(system)/inbox/.malote/\($0)" } }
    return waiting + left.sorted().map { Breach(.nothingLeft, $0) }
  }
}
