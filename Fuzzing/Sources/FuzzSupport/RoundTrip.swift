import EDIModel
import Formats
import Layouts

/// What is written is read back: the same document, and written again the same bytes.
struct RoundTrip {
  static let context = WriteContext(fileNumber: 7, environment: "P", identifier: "00000000-0000-8000-8000-000000000000")

  let machinery: Machinery

  init(_ machinery: Machinery) { self.machinery = machinery }

  /// An accepted document in its own layout.
  func check(_ document: Document) {
    guard machinery.layout.canWrite, machinery.layout.canRead else { return }
    let (bytes, findings) = write(document)
    // What the layout cannot hold (a default that has no spelling of its own, say) is said and not written.
    guard !findings.contains(where: { $0.severity == .error }) else { return }
    let pass = Pass(bytes, by: machinery.reader)
    expect(pass.documents.count == 1, "\(pass.documents.count) documents were written as one")
    guard let back = pass.documents.first?.document, pass.isAccepted else {
      // A place that is left out under a condition may be one that reading needs.
      return expect(
        pass.findings.allSatisfy { $0.severity != .error || $0.code == .fieldMissing },
        "what was written is not read: \(pass.findings.map(\.code.rawValue)): \(String(decoding: bytes, as: UTF8.self))"
      )
    }
    let (again, _) = write(back)
    expect(again == bytes, "written twice it differs: \(Finding.printable(bytes)) \(Finding.printable(again))")
  }

  private func write(_ document: Document) -> (bytes: [UInt8], findings: [Finding]) {
    var bytes: [UInt8] = []
    let findings = machinery.writer.write(document, context: Self.context, into: &bytes)
    return (bytes, findings)
  }
}
