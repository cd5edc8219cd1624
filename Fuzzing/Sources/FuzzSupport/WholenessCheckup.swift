import EDIModel
import Formats
import Layouts

/// Whether a file is whole, asked before it is read, and what its reader says afterwards.
struct WholenessCheckup {
  private let verdict: Wholeness

  init(bytes: [UInt8], check: WholenessCheck) {
    verdict = check.judge(size: bytes.count) { offset, count in
      expect(offset >= 0 && count >= 0 && offset + count <= bytes.count, "bytes are asked for beyond the file")
      return Array(bytes[offset..<offset + count])
    }
  }

  /// A file that its reader finds cut short was never called whole.
  func compare(with pass: Pass, layout: Layout) {
    guard case .whole = verdict, !isXML(layout) else { return }
    let missing: Set<FindingCode> = [.fileEmpty, .trailerMissing]
    expect(!pass.findings.contains { missing.contains($0.code) }, "a file cut short was called whole")
  }

  private func isXML(_ layout: Layout) -> Bool { if case .xml = layout.format { true } else { false } }
}
