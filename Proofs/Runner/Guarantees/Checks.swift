import EDIModel
import Traceability

/// Compares what stands in a site with what is guaranteed, whoever stopped whatever where.
struct Checks: Sendable {
  let scenario: Scenario
  let expectation: Expectation
  /// Everything that systems have dropped.
  let originals: [Scenario.Drop]
  /// A request is answered with what failed instead of being carried out: allowed where calls fail, never after a stop.
  var mayGiveUp = false

  /// What must hold at every moment: looked at right after a stop, before anybody repairs anything.
  func always(_ scene: Scene, since last: Scene?) -> [Breach] {
    keptOriginals(scene) + keptArchive(scene, since: last) + completeNames(scene) + keptStrangers(scene)
      + verdicts(scene) + atMostOnce(scene) + saidToBeOut(scene) + order(scene) + ledger(scene)
  }

  /// What must hold when an undisturbed run has come to its end.
  func atEnd(_ scene: Scene, since last: Scene?) -> [Breach] {
    always(scene, since: last) + delivered(scene) + numbers(scene) + conserved(scene) + reported(scene) + tidy(scene)
      + setAside(scene)
  }

  // MARK: - Originals

  /// G1: before P6 in the inbox or the work area, from P6 on in the archive, with its hash in the ledger.
  private func keptOriginals(_ scene: Scene) -> [Breach] {
    originals.compactMap { drop in
      let hash = Bytes.hash(drop.bytes)
      let record = scene.ledger.interchange(of: drop)
      if let record, let path = record.archivePath, record.state != .claiming {
        let place = String(decoding: path, as: UTF8.self)
        if scene.archive[place] == hash, record.sha256 == hash { return nil }
        return Breach(.original, "\(record.id) is \(record.state.rawValue), and archive/\(place) is not its original")
      }
      let isInInbox = scene.inboxes[drop.system]?.contains(drop.bytes) ?? false
      let isTaken = scene.work[drop.system]?.values.contains(drop.bytes) ?? false
      return isInInbox || isTaken ? nil : Breach(.original, "\(drop.name) is neither in the inbox nor in the work area")
    }
  }

  /// G2: what the ledger called received stays as it is.
  private func keptArchive(_ scene: Scene, since last: Scene?) -> [Breach] {
    guard let last else { return [] }
    return last.ledger.interchanges.compactMap { record in
      guard let path = record.archivePath.map({ String(decoding: $0, as: UTF8.self) }), let hash = last.archive[path],
        scene.archive[path] != hash
      else { return nil }
      return Breach(.archiveStays, "archive/\(path) is not what it was")
    }
  }

  // MARK: - Outputs

  private func isStranger(_ output: Scene.Output) -> Bool {
    output.collected == nil && scenario.strangers.contains { $0.name == output.name && $0.system == output.system }
  }

  /// G3: what has a visible name is whole, byte by byte.
  private func completeNames(_ scene: Scene) -> [Breach] {
    scene.outputs.filter { !isStranger($0) }.compactMap { output in
      guard let bytes = expectation.bytes[Normal.key(output)] else {
        return Breach(.completeNames, "\(output.name) is no output of this scenario")
      }
      return Normal.output(output.bytes, named: output.name) == bytes
        ? nil : Breach(.completeNames, "\(output.name): \(output.bytes.count) bytes that are not those of its document")
    }
  }

  /// G4: other people's files stay, under their names.
  private func keptStrangers(_ scene: Scene) -> [Breach] {
    scenario.strangers.compactMap { stranger in
      let found = scene.outputs.first { $0.name == stranger.name && $0.system == stranger.system }
      return found?.bytes == stranger.bytes
        ? nil : Breach(.neverOverwritten, "\(stranger.name) of another program is not what it was")
    }
  }

  /// G5: nothing of a file is out before the whole file has its verdict, and the ledger has it.
  private func verdicts(_ scene: Scene) -> [Breach] {
    scene.outputs.filter { !isStranger($0) }.compactMap { output in
      let document = scene.ledger.document(named: output.name, for: output.system)
      let state = document.flatMap { id in scene.ledger.interchanges.first { $0.id == id.id.interchange }?.state }
      return state == .converted || state == .done
        ? nil : Breach(.verdictFirst, "\(output.name) is out and its file is \(state?.rawValue ?? "unknown")")
    }
  }

  /// G6, at every moment: never more often than it should be.
  private func atMostOnce(_ scene: Scene) -> [Breach] {
    counts(scene).filter { $0.value > expectation.outputs[$0.key] ?? 0 }.map {
      Breach(.deliveredOnce, "\($0.key) was handed over \($0.value) times")
    }
  }

  /// G6, at every moment: what the ledger calls delivered is out.
  private func saidToBeOut(_ scene: Scene) -> [Breach] {
    let names = Set(scene.outputs.map(\.name))
    return scene.ledger.documents.compactMap { document in
      guard document.state.isHandedOver, let output = document.output else { return nil }
      let name = String(decoding: output.name, as: UTF8.self)
      return names.contains(name) ? nil : Breach(.deliveredOnce, "\(document.id) is delivered, and \(name) is nowhere")
    }
  }

  /// G6, at the end: everything that should be out is.
  private func delivered(_ scene: Scene) -> [Breach] {
    let counts = counts(scene)
    return expectation.outputs.compactMap { name, wanted in
      let count = counts[name] ?? 0
      // What was asked for again may have been refused; the first delivery may not.
      let least = mayGiveUp && !scenario.requests.isEmpty ? min(wanted, 1) : wanted
      return count < least ? Breach(.deliveredOnce, "\(name) was handed over \(count) times, not \(wanted)") : nil
    }
  }

  private func counts(_ scene: Scene) -> [String: Int] {
    scene.outputs.reduce(into: [:]) { $0[Normal.key($1), default: 0] += 1 }
  }

  /// G7: the ledger's hash is that of the bytes; file numbers are given once, from 1, without a gap.
  private func numbers(_ scene: Scene) -> [Breach] {
    let wrong = scene.outputs.filter { !isStranger($0) }.compactMap { output -> Breach? in
      let known = scene.ledger.document(named: output.name, for: output.system)?.output?.sha256
      return known == Bytes.hash(output.bytes)
        ? nil : Breach(.sameBytes, "\(output.name) has another hash in the ledger")
    }
    let numbers = Set(scene.outputs.compactMap { Normal.fileNumber($0.bytes) }).sorted()
    return numbers == Array(numbers.indices.map { $0 + 1 })
      ? wrong : wrong + [Breach(.sameBytes, "the file numbers are \(numbers)")]
  }

  /// G9: documents of one file that share a lane are collected in the order of the file.
  private func order(_ scene: Scene) -> [Breach] {
    var last: [String: DocumentID] = [:]
    var breaches: [Breach] = []
    let collected = scene.outputs.filter { $0.collected != nil }.sorted { ($0.collected ?? "") < ($1.collected ?? "") }
    for output in collected {
      guard let document = scene.ledger.document(named: output.name, for: output.system) else { continue }
      for lane in document.entry.lanes {
        let key = "\(document.id.interchange) \(lane)"
        if let before = last[key], before > document.id {
          breaches.append(Breach(.laneOrder, "\(document.id) was collected after \(before)"))
        }
        last[key] = document.id
      }
    }
    return breaches
  }

  // MARK: - Ledger and reports

  /// G8 and G12, at every moment: the chain verifies, and the counters are those of the documents.
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

  /// G8, at the end: the same sums as undisturbed.
  private func conserved(_ scene: Scene) -> [Breach] {
    if scene.ledger.states == expectation.states { return [] }
    if mayGiveUp && !scenario.requests.isEmpty { return [] }
    return [Breach(.conserved, "documents are \(scene.ledger.states), not \(expectation.states)")]
  }

  /// G10: the same reports as undisturbed.
  private func reported(_ scene: Scene) -> [Breach] {
    var found: [String: [UInt8]] = [:]
    for (name, content) in scene.errors { found[Normal.errorName(name)] = Normal.error(content) }
    let missing = expectation.errors.keys.filter { found[$0] == nil }.sorted()
    let more = found.keys.filter { expectation.errors[$0] == nil }.sorted()
    let other = expectation.errors.filter { name, content in found[name].map { $0 != content } ?? false }.keys.sorted()
    if mayGiveUp && !scenario.requests.isEmpty { return more.map { Breach(.reported, "error/\($0) is too much") } }
    return missing.map { Breach(.reported, "error/\($0) is missing") }
      + more.map { Breach(.reported, "error/\($0) is too much") }
      + other.map { Breach(.reported, "error/\($0) has other bytes") }
  }

  /// G11: what ended the process was set aside unread, and for that reason.
  private func setAside(_ scene: Scene) -> [Breach] {
    guard scenario.poison != nil else { return [] }
    let reason = DocumentEntry.Verdict.rejected(codes: [FindingCode.fileCrashedReader.rawValue])
    return scene.ledger.documents.contains { $0.entry.verdict == reason }
      ? [] : [Breach(.poisonSetAside, "no document was set aside because its file ended the process")]
  }

  /// G15: no parts, no temporary files, no claimed copies but those that are for people.
  private func tidy(_ scene: Scene) -> [Breach] {
    let leftovers = scene.ledger.documents.contains { $0.state == .waiting } ? [] : scene.hidden
    let kept = scene.work.values.flatMap(\.keys).filter { name in
      guard let record = scene.ledger.interchanges.first(where: { $0.id.description == name }) else { return true }
      // Larger than the limit: never read, never copied. And what still waits keeps its claimed copy.
      return record.state == .done && record.archivePath != nil
    }
    return (leftovers + kept.map { ".malote/" + $0 }).sorted().map { Breach(.nothingLeft, $0) }
  }
}
