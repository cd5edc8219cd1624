import Conversion
import EDIModel
import Filesystem
import Layouts
import Reports
import Traceability

extension ErrorReport {
  /// The report of one rejected document.
  init(rejected item: Item, findings: [Finding], wentOn: Int, alsoRejected: Int, site: Site) {
    let flow = item.exchange?.flow
    let key = flow.flatMap { flow in
      flow.identity.key.last.flatMap { field in item.document?.document.text(of: field) }
    }
    let name = ErrorFolder.name(of: item.id, file: item.interchange.name)
    self.init(
      id: item.id.description, scope: .document(wentOn: wentOn, alsoRejected: alsoRejected),
      subject: flow.map {
        Subject(flow: $0.name, title: $0.title, key: key, layout: item.layout ?? "", destination: $0.to)
      },
      origin: Origin(item.interchange, rejectedAs: name, site: site), findings: findings,
      furtherFindings: item.furtherFindings)
  }

  /// The report of a file that is rejected as a whole.
  init(rejected whole: WholeRejection, site: Site) {
    self.init(
      id: whole.record.id.description, scope: .file,
      subject: whole.flow.map {
        Subject(flow: $0.name, title: $0.title, key: nil, layout: whole.layout ?? "", destination: $0.to)
      },
      origin: Origin(
        whole.record, rejectedAs: ErrorFolder.name(of: whole.record.id, file: whole.record.name), site: site),
      findings: whole.findings, furtherFindings: whole.furtherFindings)
  }
}

extension ErrorReport.Origin {
  /// Where a file came from and where everything lies now. Paths are relative to the site, as people will look for them.
  fileprivate init(_ record: InterchangeRecord, rejectedAs name: [UInt8], site: Site) {
    let system = site.configuration.systems.first { $0.name == record.system }
    let inbox = system?.inbox ?? record.system
    let archived = record.archivePath.map { "archive/" + printable($0) }
    self.init(
      system: record.system, fileName: printable(record.name), receivedAt: record.claimedAt,
      timeZone: site.configuration.timeZone, sha256: (record.sha256 ?? []).hex,
      original: archived ?? inbox + "/.malote/" + record.id.description,
      rejected: archived == nil ? nil : "error/" + printable(name), inbox: inbox)
  }
}

extension [UInt8] {
  /// The bytes in hexadecimal.
  var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
