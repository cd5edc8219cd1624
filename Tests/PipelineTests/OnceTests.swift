import Filesystem
import Glibc
import Logging
import Testing

@testable import Pipeline

/// `malote run --once`: what is there is worked off, however long it takes to look at it.
@Suite struct OnceTests {
  /// A listing of many files takes longer than the quiet period; a slow first look stands for it.
  @Test func aSlowFirstLookDoesNotEndTheRun() throws {
    let site = try TestSite()
    try site.drop(Messages.order("001845"), as: "pedido.xml", into: "protheus")
    let rounds = Lock(0)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let service = try GatewayService(path: site.path, once: true, logger: logger, actor: "teste") { _ in
      let isFirst = rounds.withLock { count in
        count += 1
        return count == 1
      }
      if isFirst { usleep(500_000) }
    }
    guard case .clean(let status) = try service.loop() else {
      Issue.record("the order was left behind")
      return
    }
    #expect(status.delivered == 1)
  }
}
