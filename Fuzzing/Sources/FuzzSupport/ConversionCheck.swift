import BusinessRules
import EDIModel
import Formats
import Layouts

/// An accepted document on its way to the destination: the rules judge it, it is written in every layout that it may be
/// handed over in, and the destination can read it.
struct ConversionCheck {
  private let declared: Declared

  init(_ declared: Declared) { self.declared = declared }

  /// `layout` is the one that it came in, `size` that of its file.
  func check(_ document: Document, of layout: Layout, size: Int) {
    guard let flow = declared.flow(of: layout) else { return }
    let broken = RulePlan(flow.rules, shape: flow.shape).findings(in: document)
    for finding in broken { checkPlace(finding, size) }
    for target in declared.targets(of: layout) {
      var bytes: [UInt8] = []
      let findings = target.writer.write(document, context: RoundTrip.context, into: &bytes)
      for finding in findings { checkPlace(finding, size) }
      guard !findings.contains(where: { $0.severity == .error }), declared.isComplete, target.layout.canRead
      else { continue }
      checkEcho(bytes, by: target)
    }
  }

  /// A rule or a destination speaks of a place in the file, or of one in the destination's layout.
  private func checkPlace(_ finding: Finding, _ size: Int) {
    let place = finding.place
    expect(place.line != nil || place.record != nil, "a finding without its place: \(finding)")
    expect(place.byte.map { (0...size).contains($0) } ?? true, "a place outside of the file: \(finding)")
  }

  private func checkEcho(_ bytes: [UInt8], by target: Machinery) {
    let pass = Pass(bytes, by: target.reader)
    expect(
      pass.documents.count == 1 && pass.isAccepted,
      "what was delivered is not read: \(pass.findings): \(String(decoding: bytes, as: UTF8.self))")
    guard let back = pass.documents.first?.document else { return }
    var again: [UInt8] = []
    _ = target.writer.write(back, context: RoundTrip.context, into: &again)
    expect(again == bytes, "delivered twice it differs: \(Finding.printable(bytes)) \(Finding.printable(again))")
  }
}
