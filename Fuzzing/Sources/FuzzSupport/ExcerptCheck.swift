import EDIModel
import Formats
import Layouts

/// The good documents of a file, taken out as a file of their own, are good there too.
struct ExcerptCheck {
  let bytes: [UInt8]
  let machinery: Machinery

  func check(_ pass: Pass) {
    let good = pass.documents.filter { !$0.isRejected }
    guard !good.isEmpty, !pass.reading.isRejected, allowsBlankTotals, numbersRise(pass) else { return }
    let header = pass.reading.header.map { Array(bytes[$0.bytes]) } ?? []
    let documents = good.map { Array(bytes[$0.document.extent.bytes]) }
    let excerpt = machinery.reader.excerpt(header: header, documents: documents)
    let again = Pass(excerpt, by: machinery.reader)
    expect(again.isAccepted, "good documents are not good alone: \(again.findings): \(Finding.printable(excerpt))")
    expect(again.contents == good.map(\.document.content), "good documents are others alone")
  }

  /// A wrong line number is one finding: the line behind it is compared with it. Without it that line can be wrong.
  private func numbersRise(_ pass: Pass) -> Bool { pass.findings.allSatisfy { $0.code != .recordNumber } }

  /// An excerpt leaves totals blank, which a layout may forbid.
  private var allowsBlankTotals: Bool {
    switch machinery.layout.format {
    case .xml: true
    case .positional(let text), .delimited(let text): text.allowsBlankTotals
    }
  }
}
