public import EDIModel
public import Layouts

/// Which layout a file is in.
public enum Recognised: Sendable {
  /// All tests of this layout hold.
  case layout(Layout)
  /// The file is of a kind that is never read.
  case refused(Finding)
  /// No layout's tests all hold; `nearest` is the one that most hold of, where it is only one.
  case unknown(nearest: Layout?, Finding)
}

/// Tells by the first bytes of a file which layout it is in.
///
/// ```swift
/// let recogniser = Recogniser(layouts: catalog.layouts)
/// switch recogniser.recognise(head: head, isWholeFile: size <= head.count) { ... }
/// ```
public struct Recogniser: Sendable {
  private let xml: [Layout]
  private let xmlTests: [[Recognition]]
  private let text: [Layout]

  /// Makes a recogniser of the layouts that may come: those that are read.
  public init(layouts: [Layout]) {
    let read = layouts.filter(\.canRead)
    xml = read.filter(\.isXML)
    xmlTests = xml.map(\.recogniser)
    text = read.filter { !$0.isXML }
  }

  /// Recognises a file by its first bytes, 64 KiB of them or the whole file.
  public func recognise(head: [UInt8], isWholeFile: Bool) -> Recognised {
    if head.isEmpty, isWholeFile { return .refused(Finding(.fileEmpty, place: Place(line: 1, column: 1, byte: 0))) }
    switch XMLHead.facts(in: head, for: xmlTests) {
    case .refused(let finding): return .refused(finding)
    case .facts(let facts):
      if let layout = best(of: xml, valueAt: facts.value) { return .layout(layout) }
      return unknown(head: head, isWholeFile: isWholeFile)
    case .notXML:
      let line = FirstLine(of: head)
      return best(of: text, valueAt: line.value).map(Recognised.layout)
        ?? nearest(of: text, in: line, valueAt: line.value)
    }
  }

  /// Why an XML file is unknown: it is broken before it has told enough, or tells something else than is known.
  private func unknown(head: [UInt8], isWholeFile: Bool) -> Recognised {
    if let defect = XMLHead.defect(in: head, isWholeFile: isWholeFile) { return .refused(defect) }
    // Now with what was not asked any more once nothing could fit.
    guard case .facts(let facts) = XMLHead.facts(in: head, for: xmlTests, isNarrowing: false) else {
      return nearest(of: xml) { _ in nil }
    }
    return nearest(of: xml, valueAt: facts.value)
  }

  /// The layout of which most is known, among those whose tests all hold.
  private func best(of candidates: [Layout], valueAt: (Recognition.Source) -> String?) -> Layout? {
    let known = candidates.filter { layout in
      !layout.recogniser.isEmpty && layout.recogniser.allSatisfy { $0.holds(for: valueAt($0.source)) }
    }
    return known.max { $0.recogniser.count < $1.recogniser.count }
  }

  /// What no layout knows, and what would be known at the place where it differs.
  private func nearest(
    of candidates: [Layout], in line: FirstLine? = nil, valueAt: (Recognition.Source) -> String?
  ) -> Recognised {
    func passes(_ test: Recognition) -> Bool { test.holds(for: valueAt(test.source)) }
    // A recogniser asks in the order of its tests: where it first hears no, that is what is wrong.
    let leads = candidates.map { $0.recogniser.prefix(while: passes).count }
    let most = leads.max() ?? 0
    let near = most == 0 ? [] : candidates.indices.filter { leads[$0] == most }.map { candidates[$0] }
    let asked = near.isEmpty ? candidates : near
    let failed = Self.together(
      asked.map { layout in
        let failed = layout.recogniser.filter { !passes($0) }
        return Missed(layout: layout, tests: asked.count == 1 ? failed : Array(failed.prefix(1)))
      })
    let finding = Finding(
      .layoutUnknown, place: Self.place(of: failed.flatMap(\.tests), in: line),
      found: seen(in: failed.map(\.layout), upTo: asked.count == 1 ? .max : most + 1, valueAt: valueAt),
      expected: expected(failed))
    return .unknown(nearest: near.count == 1 ? near.first : nil, finding)
  }

  /// Those that looked at the place where most of them looked.
  private static func together(_ missed: [Missed]) -> [Missed] {
    let places = Dictionary(grouping: missed) { $0.tests.first?.source }
    let most = places.values.map(\.count).max() ?? 0
    return most > 1 ? missed.filter { places[$0.tests.first?.source]?.count == most } : missed
  }

  /// What a layout asked for and did not find.
  private struct Missed {
    let layout: Layout
    let tests: [Recognition]
  }
}

extension Recogniser {
  /// The first column that is not as a layout says, or the end of a line that does not reach so far.
  private static func place(of failed: [Recognition], in line: FirstLine?) -> Place {
    for test in failed {
      guard let line, case .columns(let range) = test.source else { continue }
      let column = min(range.lowerBound, line.bytes.count)
      return Place(line: 1, column: column + 1, byte: line.offset + column)
    }
    return Place(line: 1, column: 1, byte: 0)
  }

  /// What stands at the places that were looked at.
  private func seen(
    in layouts: [Layout], upTo count: Int, valueAt: (Recognition.Source) -> String?
  ) -> String {
    var sources: [Recognition.Source] = []
    for test in layouts.flatMap({ $0.recogniser.prefix(count) }) where !sources.contains(test.source) {
      sources.append(test.source)
    }
    let parts = sources.prefix(6).map { source in
      "\(source.shown)=" + (valueAt(source).map { Finding.printable($0.utf8) } ?? "—")
    }
    return Finding.printable(parts.joined(separator: "; ").utf8)
  }

  /// What was asked for: at one place, all that would be known there; else layout by layout.
  private func expected(_ missed: [Missed]) -> Bilingual? {
    let tests = missed.flatMap(\.tests)
    guard let place = tests.first?.source else { return nil }
    if missed.count > 1, tests.allSatisfy({ $0.source == place }) {
      let known = Set(tests.map(\.test.wanted)).sorted().joined(separator: ", ")
      return Bilingual(pt: "\(place.named.pt) = \(known)", en: "\(place.named.en) = \(known)")
    }
    func text(_ language: Language) -> String {
      missed.prefix(6).map { missed in
        missed.layout.path + ": " + missed.tests.map { $0.wanted[language] }.joined(separator: ", ")
      }.joined(separator: "; ")
    }
    return Bilingual(pt: text(.pt), en: text(.en))
  }
}

extension Recognition {
  /// Whether the value at its place is as wanted; nothing is not.
  func holds(for value: String?) -> Bool { value.map(accepts) ?? false }
}

extension Recognition.Source {
  /// The place in short, as it stands before what was found: a path, `[1-2]` for columns, `[1]` for a field, both from 1.
  var shown: String {
    switch self {
    case .path(let path): path
    case .columns(let range):
      range.count == 1 ? "[\(range.lowerBound + 1)]" : "[\(range.lowerBound + 1)-\(range.upperBound)]"
    case .field(let number, _): "[\(number + 1)]"
    }
  }
}

extension Recognition.Source {
  /// The place in words: a path, `colunas 1-2`, `campo 1`, from 1.
  fileprivate var named: Bilingual {
    switch self {
    case .path(let path): Bilingual(path)
    case .columns(let range):
      range.count == 1
        ? Bilingual(pt: "coluna \(range.lowerBound + 1)", en: "column \(range.lowerBound + 1)")
        : Bilingual(
          pt: "colunas \(range.lowerBound + 1)-\(range.upperBound)",
          en: "columns \(range.lowerBound + 1)-\(range.upperBound)")
    case .field(let number, _): Bilingual(pt: "campo \(number + 1)", en: "field \(number + 1)")
    }
  }
}

extension Recognition {
  /// The test in words: `colunas 1-2 = 00`.
  fileprivate var wanted: Bilingual {
    let place = source.named
    return Bilingual(pt: "\(place.pt) = \(test.wanted)", en: "\(place.en) = \(test.wanted)")
  }
}

extension Recognition.Test {
  /// What must be there: `Order`, `4.…`.
  fileprivate var wanted: String {
    switch self {
    case .equals(let text): text
    case .starts(let text): text + "…"
    }
  }
}
