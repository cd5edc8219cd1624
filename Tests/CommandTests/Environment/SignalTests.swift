import Foundation
import TestSupport
import Testing

/// The service is told to stop at any moment.
@Suite struct SignalTests {
  /// How often: enough to meet most steps, or enough to meet all of them.
  private static let stops = Service.provesAll ? 300 : 8

  private static func hasStarted(_ log: String) throws -> Bool {
    try String(contentsOfFile: log, encoding: .utf8).contains("gateway.started")
  }

  @Test func whateverIsUnderWayWhenTheServiceIsStoppedIsTakenOn() throws {
    var random = Seeded(seed: UInt64.random(in: 1...999_999))
    print("stops by SIGTERM: seed \(random.seed)")
    let service = try Service()
    let template = try OrderTemplate()
    let mixed = Array(FileManager.default.contents(atPath: SharedFolders.root + "/" + SamplePath.mixed) ?? Data())
    try service.drop(mixed, as: "ap.txt", in: "trimpaper")
    var dropped = 0
    for _ in 1...Self.stops {
      let log = service.folder.path + "/log"
      let process = try service.start("run", log: log)
      for _ in 1...60 {
        dropped += 1
        try service.drop(template.order(dropped), as: "\(dropped).xml", in: "protheus")
      }
      // Mostly in the middle of the work, now and then while it starts.
      if UInt32.random(in: 1...4, using: &random) > 1 { try service.wait { try Self.hasStarted(log) } }
      usleep(UInt32.random(in: 0...250_000, using: &random))
      process.terminate()
      process.waitUntilExit()
      // Before it listens to signals nothing is begun.
      let isEarly = try process.terminationReason == .uncaughtSignal && !Self.hasStarted(log)
      #expect(process.terminationStatus == 0 || isEarly, "\(process.terminationReason) \(process.terminationStatus)")
    }
    #expect(try [0, 2].contains(service.run("run", "--once").status))
    // Each system gets what is for it and a receipt for each file that it sent.
    #expect(try service.names("trimpaper/outbox").count == dropped + 1)
    #expect(try service.names("protheus/outbox").count == 2 + dropped)
    for folder in ["protheus/inbox", "trimpaper/inbox", "protheus/inbox/.malote"] {
      #expect(try service.names(folder).isEmpty)
    }
    for folder in ["protheus/outbox", "trimpaper/outbox", "error"] { #expect(try service.hidden(folder).isEmpty) }
    #expect(try service.names("error").count == 4)
    #expect(try service.run("audit", "verify").status == 0)
    #expect(try service.run("list").text.contains("\(dropped + 3 + dropped + 1)"))
  }
}
