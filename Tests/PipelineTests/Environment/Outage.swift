import Filesystem
import Foundation
import Glibc
import Traceability

/// Something that fails under a running gateway, and comes right again.
enum Outage: String, Codable, Sendable {
  case outboxFull, outboxWithoutInodes, outboxReadOnly, outboxUnmounted
  case archiveFull, archiveWithoutInodes, archiveReadOnly
  case errorsFull, errorsReadOnly
  case inboxReadOnly, inboxUnmounted, inboxWithoutInodes, workAreaElsewhere
  case ledgerFull
  case outboxForbidden, archiveForbidden, errorsForbidden, inboxForbidden, workAreaForbidden
  case outboxGone, archiveGone, errorsGone, inboxGone
  case ledgerBusy, noDescriptors

  static let ofMounts: [Outage] = [
    .outboxFull, .outboxWithoutInodes, .outboxReadOnly, .outboxUnmounted, .archiveFull, .archiveWithoutInodes,
    .archiveReadOnly, .errorsFull, .errorsReadOnly, .inboxReadOnly, .inboxUnmounted, .inboxWithoutInodes,
    .workAreaElsewhere, .ledgerFull,
  ]
  static let ofRights: [Outage] = [
    .outboxForbidden, .archiveForbidden, .errorsForbidden, .inboxForbidden, .workAreaForbidden,
  ]
  static let ofFolders: [Outage] = [.outboxGone, .archiveGone, .errorsGone, .inboxGone]
  static let ofTheProcess: [Outage] = [.ledgerBusy, .noDescriptors]

  /// The folder of the site that it strikes.
  var folder: String {
    switch self {
    case .outboxFull, .outboxWithoutInodes, .outboxReadOnly, .outboxUnmounted, .outboxForbidden, .outboxGone:
      "trimpaper/outbox"
    case .archiveFull, .archiveWithoutInodes, .archiveReadOnly, .archiveForbidden, .archiveGone: "archive"
    case .errorsFull, .errorsReadOnly, .errorsForbidden, .errorsGone: "error"
    case .inboxReadOnly, .inboxUnmounted, .inboxWithoutInodes, .inboxForbidden, .inboxGone: "protheus/inbox"
    case .workAreaElsewhere, .workAreaForbidden: "protheus/inbox/.malote"
    case .ledgerFull, .ledgerBusy: "malote.sqlite"
    case .noDescriptors: ""
    }
  }

  /// Whether a system can drop files into the inbox meanwhile.
  var letsFilesIn: Bool { self != .inboxForbidden && self != .inboxGone }

  /// Whether files of the other direction go on meanwhile.
  var sparesOthers: Bool {
    switch folder {
    case "archive", "malote.sqlite", "": false
    default: true
    }
  }

  /// What says that it is over.
  var recovery: String {
    switch folder {
    case "malote.sqlite": "ledger.recovered"
    case "": "process.recovered"
    default: "folder.recovered"
    }
  }
}
