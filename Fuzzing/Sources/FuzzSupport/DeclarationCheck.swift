import BusinessRules
import EDIModel
import Formats
import Foundation
import Layouts

/// A folder of good declarations, one file of which is another: it is refused with places and hints, or what it declares
/// is complete and can be worked with.
public struct DeclarationCheck: Sendable {
  private static let files = [
    "common/cabeca.fragment.yaml", "common/dictionary.yaml", "remessa/flow.yaml", "remessa/porto-txt.layout.yaml",
    "remessa/porto-xml.layout.yaml", "remessa/usina-csv.layout.yaml",
  ]
  private let folder: String
  private let originals: [[UInt8]]
  private let samples: [[UInt8]]

  /// Makes the folder, in the temporary folder; whoever sets `TMPDIR` removes it.
  public init() {
    folder = FileManager.default.temporaryDirectory.path + "/declarations-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      let source = Checkout.root + "/Tests/LayoutsTests/Everything"
      for name in ["common", "remessa"] {
        try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
      }
      originals = try Self.files.map { Array(try Data(contentsOf: URL(filePath: source + "/" + $0))) }
      samples = try ["remessa.csv", "remessa.txt", "remessa.xml"].map {
        Array(try Data(contentsOf: URL(filePath: Checkout.root + "/Fuzzing/seeds/" + $0)))
      }
      for (path, bytes) in zip(Self.files, originals) { try Self.write(bytes, to: folder + "/" + path) }
    } catch { stop("no folder of declarations: \(error)") }
  }

  /// Loads the folder with `text` in the place of a file of it; `choice` says which. One choice more than there are files
  /// is the reader of strict YAML alone.
  public func check(_ text: [UInt8], choice: Int) {
    let index = choice % (Self.files.count + 1)
    guard index < Self.files.count else { return checkStrict(text) }
    do {
      let path = folder + "/" + Self.files[index]
      try Self.write(text, to: path)
      load(text, Self.files[index])
      try Self.write(originals[index], to: path)
    } catch { stop("a declaration cannot be written: \(error)") }
  }

  private func load(_ text: [UInt8], _ path: String) {
    do {
      let catalog = try Catalog.load(from: folder)
      let layouts = catalog.layouts.map(Machinery.init)
      for flow in catalog.flows {
        for machinery in layouts where machinery.layout.canRead { use(machinery, of: flow, targets: layouts) }
      }
    } catch {
      expect(!error.errors.isEmpty, "refused without a mistake")
      for mistake in error.errors { check(mistake, text: text, path: path) }
    }
  }

  /// Whatever was declared, files can be read by it, judged, and written in the other layouts.
  private func use(_ machinery: Machinery, of flow: Flow, targets: [Machinery]) {
    let rules = RulePlan(flow.rules, shape: flow.shape)
    for sample in samples {
      let pass = Pass(sample, by: machinery.reader)
      FindingCheck(bytes: sample, layout: machinery.layout).check(pass)
      for read in pass.documents {
        ValueCheck(read.document).check(size: sample.count)
        _ = rules.findings(in: read.document)
        for target in targets {
          var bytes: [UInt8] = []
          _ = target.writer.write(read.document, context: RoundTrip.context, into: &bytes)
        }
      }
    }
  }

  private func checkStrict(_ text: [UInt8]) {
    let log = DeclarationLog()
    let mapping = StrictYAML.mapping(text, file: "a.yaml", kind: "", log: log)
    expect(mapping != nil || !log.errors.isEmpty, "no mapping and no mistake")
    for entry in mapping?.entries ?? [] { visit(entry.value) }
    for error in log.errors { check(error, text: text, path: "a.yaml") }
  }

  private func visit(_ node: StrictNode) {
    if node.isMapping { for entry in node.mapping()?.entries ?? [] { visit(entry.value) } }
    if node.isSequence { for item in node.items() ?? [] { visit(item) } }
    if node.isScalar { (_, _, _) = (node.text(), node.integer(in: 0...9), node.boolean()) }
  }

  private func check(_ error: DeclarationError, text: [UInt8], path: String) {
    expect(error.line >= 1 && error.column >= 1, "a place before the first: \(error)")
    expect(!error.message.pt.isEmpty && !error.message.en.isEmpty, "no message: \(error)")
    guard error.file == path else { return expect(Self.files.contains(error.file), "of a file that is not: \(error)") }
    // Line feed, carriage return, NEL, LS and PS all end a line of YAML.
    let lines = String(decoding: text, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }.count
    expect(error.line <= lines + 1, "a line beyond the file's \(lines): \(error)")
  }

  private static func write(_ bytes: [UInt8], to path: String) throws { try Data(bytes).write(to: URL(filePath: path)) }
}
