import Foundation
import TestSupport
import Testing

/// The clock of the machine is set while the service runs. It is that of the process only, by libfaketime, which leaves
/// the monotonic clock and the stamps of files alone.
@Suite struct SteppedClockTests {
  static let fakeTime = ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/faketime/libfaketimeMT.so.1" }
    .first { FileManager.default.fileExists(atPath: $0) }

  @Test(
    .enabled(if: fakeTime != nil, "libfaketime is not installed (Debian: apt-get install faketime)"),
    arguments: ["-400d", "+3650d"])
  func waitsAreAsLongAsTheyWere(after step: String) throws {
    let service = try Service()
    let template = try OrderTemplate()
    let clock = service.folder.path + "/clock"
    try service.folder.write("+0", "clock")
    let log = service.folder.path + "/log"
    let process = try service.start(
      "run",
      environment: [
        "LD_PRELOAD": try #require(Self.fakeTime), "FAKETIME_TIMESTAMP_FILE": clock, "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
      ], log: log)
    defer { process.terminate() }
    // One waits for its outbox when the clock is set, one comes after.
    let outbox = service.site + "/trimpaper/outbox"
    #expect(rename(outbox, outbox + ".fora") == 0)
    try service.drop(template.order(1), as: "1.xml", in: "protheus")
    try service.wait { try String(contentsOfFile: log, encoding: .utf8).contains("step.failed") }
    try service.folder.write(step, "clock")
    #expect(rename(outbox + ".fora", outbox) == 0)
    try service.wait { try service.names("trimpaper/outbox").count == 1 }
    try Data(template.order(2)).write(to: URL(filePath: service.site + "/protheus/inbox/2.xml"))
    try service.wait { try service.names("trimpaper/outbox").count == 2 }
    process.terminate()
    process.waitUntilExit()
    let said = try String(contentsOfFile: log, encoding: .utf8)
    let years = Set(said.matches(of: /"at":"(\d{4})/).map(\.1))
    #expect(years.count == 2, "the clock was set: \(said)")
    #expect(try service.run("audit", "verify").status == 0)
  }
}

extension Service {
  /// Waits for what is to come about by itself, for at most half a minute.
  func wait(location: SourceLocation = #_sourceLocation, until isSo: () throws -> Bool) throws {
    let limit = Date.now.addingTimeInterval(30)
    while Date.now < limit {
      if try isSo() { return }
      usleep(20_000)
    }
    Issue.record("it did not come about within half a minute", sourceLocation: location)
    throw CancellationError()
  }
}
