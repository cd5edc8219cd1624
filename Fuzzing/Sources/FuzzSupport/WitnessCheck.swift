import Formats
import Layouts

/// What a layout's XSD says is compiled into its reader: libxml2's validator, called behind it, has nothing to add.
struct WitnessCheck: Sendable {
  private let witnessed: (any DocumentReader)?

  /// A check of one layout; only XML layouts have an XSD. Stops the process when it does not compile.
  init(_ layout: Layout) {
    guard case .xml = layout.format else {
      witnessed = nil
      return
    }
    do { witnessed = try Format.reader(for: layout, isWitnessed: true) } catch {
      stop("no witness for \(layout.path): \(error)")
    }
  }

  /// Holds what the reader alone said of a file against what the two of them say.
  func compare(with pass: Pass, _ bytes: [UInt8]) {
    guard let witnessed else { return }
    let both = Pass(bytes, by: witnessed)
    expect(both.findings == pass.findings, "the validator finds what the reader does not: \(both.findings)")
    expect(both.contents == pass.contents, "the validator changes what is read")
  }
}
