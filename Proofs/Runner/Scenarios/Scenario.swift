import EDIModel
import Traceability

/// What a site has behind it and finds in its inboxes, and how that ends when nobody disturbs it.
struct Scenario: Sendable {
  /// Its name on the command line.
  let name: String
  /// What happens in it.
  let title: Bilingual
  /// Files that came to their end before.
  var history: [Drop] = []
  /// Files that lie in the inboxes, oldest first.
  var drops: [Drop] = []
  /// What people ask for.
  var requests: [Wish] = []
  /// Files that stand in an outbox and are not ours.
  var strangers: [Drop] = []
  /// `largest_file` of the site.
  var largestFile = "4GB"
  /// Whether who sends a file gets a receipt.
  var answers = false
  /// How an undisturbed run ends.
  var ends: Int32 = 0
  /// What has become of its documents then.
  var states: [DocumentState: Int] = [:]
  /// How many files were handed over then beyond one for each delivered document.
  var again = 0
  /// What stands in `error/` then, by the names of the rejected parts without the ledger's number.
  var rejects: [String] = []
  /// Opening an original whose path holds this ends the process, until the file is set aside.
  var poison: String?
  /// Takes so many calls that even a full run tries a spread of them only.
  var isLong = false

  /// A file that a system drops, or that stands in its outbox.
  struct Drop: Sendable {
    let system: String
    let name: String
    let bytes: [UInt8]

    init(_ system: String, _ name: String, _ bytes: [UInt8]) {
      self.system = system
      self.name = name
      self.bytes = bytes
    }
  }

  /// Something that a person asks for.
  struct Wish: Sendable {
    let kind: Request.Kind
    let subject: String
  }

  /// Its `malote.yaml`: short times, so that a run is short.
  var configuration: String {
    """
    site: provas
    company: "01"
    branches: ["010004"]
    largest_file: \(largestFile)
    \(answers ? "" : "without_receipt: [\"*\"]")
    systems:
      protheus:
        inbox: protheus/inbox
        outbox: protheus/outbox
        quiet: 5ms
        patience: 50ms
        ignored_prefixes: ["OK_", "ERR_"]
      trimpaper:
        inbox: trimpaper/inbox
        outbox: trimpaper/outbox
        quiet: 5ms
        patience: 50ms

    """
  }
}
