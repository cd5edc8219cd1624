import Conversion
public import EDIModel
import Filesystem
import Foundation
import Glibc
import Layouts
import Traceability

/// What would go wrong at a site, looked for before it does. Nothing is changed, but for a probe file in each folder that
/// must be writable, removed at once.
public struct Diagnosis: Sendable {
  /// One thing that was looked at.
  public struct Point: Sendable {
    /// The stable code: `declarations`, `folder`, `volume`, `space`, `ledger`, `lock`, `files`, `events`, `time-zone`.
    public let code: String
    /// What it was.
    public let subject: String
    /// How it is.
    public let health: Health
    /// What was found, and what to do where something is to be done.
    public let text: Bilingual
  }

  /// How something is.
  public enum Health: String, Sendable, CaseIterable {
    /// As it should be.
    case good
    /// It works, with a drawback.
    case warning
    /// Something will fail.
    case bad
  }

  /// All that was looked at, in order.
  public private(set) var points: [Point] = []

  /// Whether nothing will fail.
  public var isHealthy: Bool { points.allSatisfy { $0.health != .bad } }

  /// Looks at the site in a folder.
  public init(site path: String) {
    if let site = load(path) {
      lookAtTime(site)
      for system in site.configuration.systems {
        lookAtFolder(site.resolve(system.inbox), isInbox: true)
        lookAtFolder(site.resolve(system.outbox), isInbox: false)
      }
      lookAtFolder(site.errorPath, isInbox: false)
      lookAtFolder(site.archivePath, isInbox: false)
      lookAtLedger(site)
    }
    lookAtLock(path + "/malote.lock")
    lookAtLimits()
  }

  mutating func add(_ code: String, _ subject: String, _ health: Health, pt: String, en: String) {
    points.append(Point(code: code, subject: subject, health: health, text: Bilingual(pt: pt, en: en)))
  }

  private mutating func load(_ path: String) -> Site? {
    do {
      let site = try Site.load(path)
      let flows = site.exchanges.catalog.flows.count
      add(
        "declarations", "malote.yaml, schemas", .good, pt: "sem erro; \(flows) fluxos", en: "no mistake; \(flows) flows"
      )
      return site
    } catch {
      let (pt, en) = (SiteFailure.text(error, .pt), SiteFailure.text(error, .en))
      add("declarations", "malote.yaml, schemas", .bad, pt: pt, en: en)
      return nil
    }
  }

  private mutating func lookAtTime(_ site: Site) {
    let zone = site.configuration.timeZone
    if TimeZone(identifier: zone) != nil {
      return add("time-zone", zone, .good, pt: "fuso horário conhecido", en: "known time zone")
    }
    add("time-zone", zone, .bad, pt: "fuso horário desconhecido; veja timezone em malote.yaml", en: "unknown time zone")
  }
}
