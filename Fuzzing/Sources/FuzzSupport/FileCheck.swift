import EDIModel
import Formats
import Layouts

/// What must hold of every file, whatever is in it.
public struct FileCheck: Sendable {
  /// The formats that a target is about.
  public enum Kind: Sendable { case xml, positional, delimited }

  private let declared: Declared
  private let machinery: [Machinery]

  /// A check of the layouts of one kind.
  public init(_ declared: Declared, _ kind: Kind) {
    self.declared = declared
    machinery = declared.layouts.filter { $0.layout.canRead && kind.covers($0.layout.format) }
  }

  /// Puts a file through recognition, its reader, the rules and its way to the destination and back; `choice` picks the
  /// layout by which it is read when it is not recognised.
  public func check(_ bytes: [UInt8], choice: Int) {
    let wholeness = WholenessCheckup(bytes: bytes, check: declared.wholeness)
    guard let chosen = recognised(bytes) ?? machinery[wrapping: choice] else { return }
    let pass = Pass(bytes, by: chosen.reader)
    FindingCheck(bytes: bytes, layout: chosen.layout).check(pass)
    for read in pass.documents { ValueCheck(read.document).check(size: bytes.count) }
    checkPieces(bytes, chosen, pass)
    chosen.witness.compare(with: pass, bytes)
    wholeness.compare(with: pass, layout: chosen.layout)
    ExcerptCheck(bytes: bytes, machinery: chosen).check(pass)
    for read in pass.documents where !read.isRejected && !pass.reading.isRejected {
      RoundTrip(chosen).check(read.document)
      ConversionCheck(declared).check(read.document, of: chosen.layout, size: bytes.count)
    }
  }

  /// Recognition: a layout of this target's kind, or findings that say something.
  private func recognised(_ bytes: [UInt8]) -> Machinery? {
    let head = Array(bytes.prefix(Declared.headSize))
    switch declared.recogniser.recognise(head: head, isWholeFile: head.count == bytes.count) {
    case .layout(let layout): return machinery.first { $0.layout.path == layout.path }
    case .refused(let finding), .unknown(_, let finding):
      FindingCheck(bytes: bytes, layout: nil).check(finding, documents: 0)
      return nil
    }
  }

  /// The size of the pieces in which a file comes changes nothing.
  private func checkPieces(_ bytes: [UInt8], _ machinery: Machinery, _ whole: Pass) {
    let dripped = Pass(bytes, by: machinery.reader, step: bytes.count % 61 + 1)
    expect(dripped.contents == whole.contents, "a file in pieces has other documents")
    expect(dripped.findings == whole.findings, "a file in pieces has other findings")
  }
}

extension FileCheck.Kind {
  fileprivate func covers(_ format: Layout.Format) -> Bool {
    switch (self, format) {
    case (.xml, .xml), (.positional, .positional), (.delimited, .delimited): true
    default: false
    }
  }
}

extension [Machinery] {
  fileprivate subscript(wrapping index: Int) -> Machinery? { isEmpty ? nil : self[index % count] }
}
